using System.Runtime.InteropServices;
using System.Text;
using GapCore;
using GapCore.IO;
using GapCore.Text;

namespace GapFit.Ranks;

/// <summary>The functions of native/mpi-shim. Each returns 0 or MPI's error code.</summary>
internal static partial class MpiShim
{
    internal const string Library = "libgapsharp-mpi.so";

    /// <summary>The shim's file: beside the folder of the program, which is one of lib/gapsharp.</summary>
    internal static string Place { get; } = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", Library));

    static MpiShim() => NativeLibraries.Register();

    /// <summary>The shim, loaded when first asked for; every call counts as one more reference to it.</summary>
    /// <exception cref="GapException">Io: the shim or the MPI below it cannot be loaded.</exception>
    internal static nint Acquire() => Open(Place);

    /// <exception cref="GapException">Internal: the code is not 0; with MPI's own words.</exception>
    internal static void Require(int code, string call)
    {
        if (code == 0)
            return;
        byte[] text = new byte[256];
        ErrorText(code, ref text[0], text.Length);
        string words = Encoding.UTF8.GetString(text).TrimEnd('\0');
        throw new GapException(GapErrorKind.Internal, $"MPI {call} failed: {RegularFile.OneLine(words)}");
    }

    [LibraryImport(Library, EntryPoint = "gapsharp_mpi_init")]
    internal static partial int Init();

    [LibraryImport(Library, EntryPoint = "gapsharp_mpi_finalise")]
    internal static partial int Finalise();

    [LibraryImport(Library, EntryPoint = "gapsharp_mpi_rank")]
    internal static partial int Rank(out int rank);

    [LibraryImport(Library, EntryPoint = "gapsharp_mpi_size")]
    internal static partial int Size(out int size);

    [LibraryImport(Library, EntryPoint = "gapsharp_mpi_barrier")]
    internal static partial int Barrier();

    [LibraryImport(Library, EntryPoint = "gapsharp_mpi_broadcast")]
    internal static partial int Broadcast(ref byte data, long length, int root);

    [LibraryImport(Library, EntryPoint = "gapsharp_mpi_send")]
    internal static partial int Send(in byte data, long length, int to);

    [LibraryImport(Library, EntryPoint = "gapsharp_mpi_receive")]
    internal static partial int Receive(ref byte data, long length, int from);

    [LibraryImport(Library, EntryPoint = "gapsharp_mpi_sum")]
    internal static partial int Sum(ref double value);

    [LibraryImport(Library, EntryPoint = "gapsharp_mpi_max")]
    internal static partial int Max(ref long value);

    [LibraryImport(Library, EntryPoint = "gapsharp_mpi_abort")]
    internal static partial void Abort(int code);

    [LibraryImport(Library, EntryPoint = "gapsharp_mpi_error_text")]
    private static partial void ErrorText(int code, ref byte text, int capacity);

    private static nint Open(string path)
    {
        try
        {
            return NativeLibrary.Load(path);
        }
        catch (Exception error) when (error is DllNotFoundException or BadImageFormatException)
        {
            throw new GapException(GapErrorKind.Io,
                $"MPI through {Shown.Path(path)} cannot be loaded: {RegularFile.OneLine(error.Message)}", error);
        }
    }
}
