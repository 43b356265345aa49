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

    /// <summary>Came later: callers that do not know it hand in a struct that ends before it.</summary>
    private readonly double* _posteriorVariances;

    /// <summary>Size of the struct as it was first.</summary>
    internal static int FirstSize => sizeof(EvaluateArguments) - sizeof(double*);

    /// <summary>Where posterior variances go; null for callers that do not know of them.</summary>
    internal readonly double* PosteriorVariances => StructSize > FirstSize ? _posteriorVariances : null;
}
