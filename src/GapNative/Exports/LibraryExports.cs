using System.Runtime.InteropServices;

namespace GapNative.Exports;

/// <summary>Start and identity of the image.</summary>
internal static unsafe class LibraryExports
{
    /// <summary>The header's GAPSHARP_ABI_VERSION.</summary>
    private const int AbiVersion = 1;

    private static string _version = "";

    /// <summary>
    /// First call of the front library, which starts the .NET runtime. No stackalloc here: the compiler's stack guard reads a value that
    /// the runtime has not set yet in the very first export, and aborts the host.
    /// </summary>
    [UnmanagedCallersOnly(EntryPoint = "gapsharp_core_start")]
    internal static int Start(int abiVersion, byte* level, delegate* unmanaged<byte*> messageBuffer, int messageCapacity)
    {
        LastError.Use(messageBuffer, messageCapacity);
        return Begin(abiVersion, level);
    }

    [UnmanagedCallersOnly(EntryPoint = "gapsharp_core_version")]
    internal static int Version(byte* buffer, long capacity)
    {
        try
        {
            Text.CopyOut(_version, buffer, capacity);
            return Status.Ok;
        }
        catch (Exception exception)
        {
            return Status.From(exception);
        }
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static int Begin(int abiVersion, byte* level)
    {
        try
        {
            if (abiVersion != AbiVersion)
                throw Require.Wrong($"libgapsharp.so has ABI version {abiVersion}, expected {AbiVersion} as its core image has");
            string number = typeof(LibraryExports).Assembly.GetName().Version!.ToString(3);
            _version = $"{number} ({Text.CopyIn(level, "level")})";
            return Status.Ok;
        }
        catch (Exception exception)
        {
            return Status.From(exception);
        }
    }
}
