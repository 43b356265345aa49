using System.Runtime.InteropServices;
using GapFit.LinearAlgebra;
using GapFit.Ranks;

namespace GapFit;

/// <summary>Finds the native libraries of this assembly's P/Invokes; classes with such calls register it before the first.</summary>
internal static class NativeLibraries
{
    static NativeLibraries() => NativeLibrary.SetDllImportResolver(typeof(NativeLibraries).Assembly, (name, _, _) => Acquire(name));

    /// <summary>Does its work once, in the static constructor.</summary>
    internal static void Register()
    {
    }

    /// <summary>
    /// A reference to a library of its own: of threads that make their first calls at the same time, the runtime compiled ahead frees what
    /// all but one were given. 0 leaves the search to the runtime.
    /// </summary>
    internal static nint Acquire(string name) => name switch
    {
        OpenBlas.Library => OpenBlas.Acquire(),
        MpiShim.Library => MpiShim.Acquire(),
        _ => 0,
    };
}
