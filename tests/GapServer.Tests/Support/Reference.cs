using System.Diagnostics;
using GapCore.IO.ExtendedXyz;

namespace GapServer.Tests.Support;

/// <summary>The reference potentials and their outputs, unpacked on first use.</summary>
internal static class Reference
{
    private static readonly Lazy<string> Root = new(Unpack);

    /// <summary>The sodium potential fitted to DFT energies and forces.</summary>
    internal static string Sodium => Path.Combine(Root.Value, "na-dft", "na.xml");

    /// <summary>Structures with the reference program's 17-digit numbers for it.</summary>
    internal static string SodiumFrames => Path.Combine(Root.Value, "na-dft", "out.na.test.xyz");

    private static string Unpack()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "GapInterop.sln")))
            folder = folder.Parent;
        Assert.True(folder is not null, $"no folder above {AppContext.BaseDirectory} holds GapInterop.sln");
        using Process process = Process.Start("sh", [Path.Combine(folder.FullName, "eng", "unpack-data.sh")]);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return Path.Combine(folder.FullName, "artifacts", "reference");
    }
}
