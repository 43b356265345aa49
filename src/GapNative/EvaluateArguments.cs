using System.Runtime.InteropServices;

namespace GapNative;

/// <summary><c>gapsharp_evaluate_args</c> of <c>gapsharp.h</c>, where every field is described.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct EvaluateArguments
{
    internal int StructSize;
    internal int Flags;
    internal int AtomCount;
    internal fixed int Periodic[3];
    internal double* Positions;
    internal int* Numbers;
    internal double* Cell;
    internal double* Energy;
    internal double* Forces;
    internal double* LocalEnergies;
    internal double* Virial;
    internal double* LocalVirials;
    internal double* Variances;
}
