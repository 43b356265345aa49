using GapCore;
using GapCore.Evaluation;

namespace GapNative;

/// <summary>Checks of what a caller hands in; each failure names what, value and expectation.</summary>
internal static unsafe class Require
{
    /// <summary>Most sites for which 9 numbers per site still fit one array.</summary>
    internal const int MaxSites = int.MaxValue / 9;

    internal static void NotNull(void* pointer, string name)
    {
        if (pointer == null)
            throw Wrong($"{name} is NULL, expected a valid pointer");
    }

    internal static void InRange(long value, long lowest, long highest, string name)
    {
        if (value < lowest || value > highest)
            throw Wrong($"{name} is {value}, expected {lowest} to {highest}");
    }

    internal static void StructSize(int size, int expected, string name)
    {
        if (size != expected)
            throw Wrong($"struct_size of {name} is {size}, expected {expected} (is the caller built with another gapsharp.h?)");
    }

    internal static void Flags(int flags, Properties offered)
    {
        if (((Properties)flags & ~Outputs.All) != 0)
            throw Wrong($"flags is {flags}, expected a sum of gapsharp_flag values (0 to {(int)Outputs.All})");
        if (((Properties)flags & ~offered) != 0)
            throw Wrong($"flags is {flags}, expected only flags that this function offers ({(int)offered})");
    }

    internal static GapException Wrong(string message) => new(GapErrorKind.Argument, message);
}
