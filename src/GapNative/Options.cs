using System.Runtime.InteropServices;

namespace GapNative;

/// <summary><c>gapsharp_options</c> of <c>gapsharp.h</c>, where every field is described.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct Options
{
    internal int StructSize;
    internal int CompressionChoice;

    /// <summary>Whether kernels may be compressed; NULL stands for the defaults.</summary>
    internal static bool Compression(Options* options)
    {
        if (options == null)
            return true;
        Require.StructSize(options->StructSize, sizeof(Options), "gapsharp_options");
        Require.InRange(options->CompressionChoice, 0, 1, "compression");
        return options->CompressionChoice == 1;
    }
}
