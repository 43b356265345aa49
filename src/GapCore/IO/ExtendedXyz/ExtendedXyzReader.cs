namespace GapCore.IO.ExtendedXyz;

/// <summary>Reads extended XYZ, frame by frame.</summary>
public static class ExtendedXyzReader
{
    /// <summary>Streams the frames of a file; an error names the file, the line and the value.</summary>
    public static IEnumerable<ExtendedXyzFrame> Read(string path) => throw new NotImplementedException();

    /// <summary>The same from text.</summary>
    public static IEnumerable<ExtendedXyzFrame> Read(TextReader reader, string sourceName) => throw new NotImplementedException();
}
