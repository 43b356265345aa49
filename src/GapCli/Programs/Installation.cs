namespace GapCli.Programs;

/// <summary>Where the parts of GapSharp lie: this program is lib/gapsharp/LEVEL/gapsharp below the root.</summary>
internal sealed record Installation(string Root)
{
    internal static Installation OfProcess { get; } = new(Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..")));

    /// <summary>The force server.</summary>
    internal string Server => Path.Combine(Root, "bin", "gapsharp-server");

    /// <summary>The folder with the Python package gapsharp.</summary>
    internal string Python => Path.Combine(Root, "python");
}
