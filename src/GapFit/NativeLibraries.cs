using System.Runtime.InteropServices;
using GapFit.LinearAlgebra;
using GapFit.Ranks;

namespace GapFit;

/// <summary>Finds the native libraries of this assembly's P/Invokes; classes with such calls register it before the first.</summary>
internal static class NativeLibraries
{
    static NativeLibraries() => NativeLibrary.SetDllImportResolver(typeof(NativeLibraries).Assembly, (name, _, _) => name switch
    {
        OpenBlas.Library => OpenBlas.Handle,
        MpiShim.Library => MpiShim.Handle,
        _ => 0, // the runtime's own search
    });

    /// <summary>Does its work once, in the static constructor.</summary>
    internal static void Register()
    {
    }
}
