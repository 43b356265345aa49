using System.Runtime.InteropServices;
using System.Security.Cryptography;
using GapCore.Atoms;

namespace GapFit.Fitting;

/// <summary>Structures in a hash.</summary>
internal static class StructureHash
{
    /// <summary>Atoms, cell and periodic directions, bit for bit.</summary>
    internal static void Append(this IncrementalHash hash, Structure structure)
    {
        hash.AppendData(BitConverter.GetBytes(structure.Count));
        hash.AppendData(MemoryMarshal.AsBytes(structure.Numbers));
        hash.AppendData(MemoryMarshal.AsBytes(structure.Positions));
        hash.AppendData(MemoryMarshal.AsBytes(structure.Cell.Rows));
        hash.AppendData(MemoryMarshal.AsBytes<bool>([structure.Cell.PeriodicA, structure.Cell.PeriodicB, structure.Cell.PeriodicC]));
    }
}
