using GapCli.Streams;
using GapCore.IO.ExtendedXyz;

namespace GapCli.Evaluation;

/// <summary>Reads the frames of several files one after another and reports how far it has come.</summary>
internal static class FrameFiles
{
    /// <summary>Every frame with the index of its file.</summary>
    internal static IEnumerable<(int File, ExtendedXyzFrame Frame)> Read(string[] paths, Terminal terminal, FrameProgress progress)
    {
        int count = 0;
        for (int file = 0; file < paths.Length; file++)
        {
            using InputText input = InputText.Open(paths[file], terminal);
            foreach (ExtendedXyzFrame frame in ExtendedXyzReader.Read(input.Reader, input.Name))
            {
                yield return (file, frame);
                progress.Report(++count, (file + input.Fraction) / paths.Length);
            }
        }
    }
}
