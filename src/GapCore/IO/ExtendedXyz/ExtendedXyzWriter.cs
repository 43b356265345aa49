namespace GapCore.IO.ExtendedXyz;

/// <summary>Writes extended XYZ with round-trip numbers.</summary>
public static class ExtendedXyzWriter
{
    /// <summary>Writes one frame: Lattice and pbc, then Info, then species, pos and the columns.</summary>
    public static void Write(TextWriter writer, ExtendedXyzFrame frame) => throw new NotImplementedException();

    /// <summary>Writes frames beside the target and renames: the file is whole or absent.</summary>
    public static void WriteAtomically(string path, IEnumerable<ExtendedXyzFrame> frames) => throw new NotImplementedException();
}
