using System.Runtime.InteropServices;

namespace GapNative;

/// <summary><c>gapsharp_compute_args</c> of <c>gapsharp.h</c>, where every field is described.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct ComputeArguments
{
    internal int StructSize;
    internal int Flags;
    internal int LocalCount;
    internal int GhostCount;
    internal int CentreCount;
    internal int NeighbourMask;
    internal int TypeCount;
    internal int Reserved;
    internal double* Positions;
    internal int* Types;
    internal int* TypeToNumber;
    internal int* Centres;
    internal int* NeighbourCounts;
    internal int** Neighbours;
    internal double* Scale;
    internal double* Forces;
    internal double* LocalEnergies;
    internal double* LocalVirialsHalved;
    internal double* LocalVirials;
    internal double* Variances;
    internal double* Energy;
    internal double* Virial;
}
