using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using GapCore;

namespace GapFit.LinearAlgebra;

/// <summary>
/// OpenBLAS, loaded with the right kernels and without threads. Debian's 0.3.21 picks its kernels by the model of the processor and takes
/// slow ones where it does not know it; the processor's features say better what it can run. The user's OPENBLAS_CORETYPE wins.
/// </summary>
internal static partial class OpenBlas
{
    internal const string Library = "libopenblas.so.0";

    private static readonly Lazy<nint> Loaded = new(Load);

    /// <summary>The library, loaded when first asked for; every call counts as one more reference to it.</summary>
    /// <exception cref="GapException">Io: it is not installed.</exception>
    internal static nint Acquire()
    {
        _ = Loaded.Value;
        return Open(Library);
    }

    /// <summary>OpenBLAS's name of the best kernels that this processor can run; null: its own choice.</summary>
    internal static string? CoreType =>
        Avx512F.VL.IsSupported && Avx512BW.VL.IsSupported && Avx512DQ.VL.IsSupported ? "SKYLAKEX"
        : Avx2.IsSupported && Fma.IsSupported ? "HASWELL" : null;

    internal static nint Open(string library)
    {
        try
        {
            return NativeLibrary.Load(library);
        }
        catch (DllNotFoundException error)
        {
            throw new GapException(GapErrorKind.Io,
                $"OpenBLAS ({library}) cannot be loaded, expected that of Debian's package libopenblas0-pthread", error);
        }
    }

    private static nint Load()
    {
        // Read by OpenBLAS while it is loaded. Environment.SetEnvironmentVariable would not do: getenv does not see it.
        if (CoreType is { } coreType)
            SetEnvironment("OPENBLAS_CORETYPE", coreType, overwrite: 0);
        // The threads are ours: each calls OpenBLAS for itself.
        SetEnvironment("OPENBLAS_NUM_THREADS", "1", overwrite: 1);
        return Open(Library);
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);
}
