using System.Diagnostics;
using GapCli.Streams;
using GapCore;
using GapFit.Validation;

namespace GapCli.Validation;

/// <summary>A parity plot in a file: SVG, or PNG where the program rsvg-convert is installed.</summary>
internal static class PlotFile
{
    private const string Converter = "rsvg-convert";

    /// <summary>Refuses a path that <see cref="Write"/> could not write, before anything is computed.</summary>
    internal static void Require(string path)
    {
        if (IsPng(path) ? FindConverter() is not null : Path.GetExtension(path) == ".svg")
            return;
        throw new GapException(GapErrorKind.Unsupported, IsPng(path)
            ? $"--plot is {path} and {Converter} is not installed, expected {Path.ChangeExtension(path, ".svg")}"
            : $"--plot is {path}, expected a name that ends in .svg or .png");
    }

    internal static void Write(string path, ValidationReport report, Terminal terminal)
    {
        if (!IsPng(path))
        {
            OutputText.WriteFile(path, terminal, writer => ParityPlot.Write(writer, report));
            return;
        }

        string picture = $"{path}.{Guid.NewGuid():N}.partial";
        try
        {
            Convert(picture, report);
            File.Move(picture, path, overwrite: true);
        }
        finally
        {
            if (File.Exists(picture))
                File.Delete(picture);
        }
    }

    private static bool IsPng(string path) => Path.GetExtension(path) == ".png";

    private static string? FindConverter() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Where(folder => folder.Length > 0).Select(folder => Path.Combine(folder, Converter)).FirstOrDefault(File.Exists);

    private static void Convert(string picture, ValidationReport report)
    {
        using Process process = Process.Start(new ProcessStartInfo(FindConverter()!, ["--zoom", "2", "--output", picture])
        {
            RedirectStandardInput = true,
            RedirectStandardError = true,
        })!;
        try
        {
            using StreamWriter input = process.StandardInput;
            ParityPlot.Write(input, report);
        }
        catch (IOException)
        {
            // It has gone before it read everything: its exit code and complaint say why.
        }

        string complaint = process.StandardError.ReadToEnd().Trim();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new GapException(GapErrorKind.Io, $"{Converter} failed with exit code {process.ExitCode}: {complaint}");
    }
}
