using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace GapFit.Data;

/// <summary>Finds configurations whose species, positions and cell are those of an earlier one, bit for bit.</summary>
internal static class DuplicateStructures
{
    /// <summary>How many there are, and the first with the one that it repeats.</summary>
    public static (int Count, FitFrame? First, FitFrame? Earlier) Find(IReadOnlyList<FitFrame> frames)
    {
        var seen = new Dictionary<UInt128, FitFrame>();
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        (int count, FitFrame? first, FitFrame? earlier) = (0, null, null);
        foreach (FitFrame frame in frames)
        {
            UInt128 key = Hash(frame, hash);
            if (seen.TryAdd(key, frame) || count++ > 0)
                continue;
            (first, earlier) = (frame, seen[key]);
        }

        return (count, first, earlier);
    }

    private static UInt128 Hash(FitFrame frame, IncrementalHash hash)
    {
        GapCore.Atoms.Cell cell = frame.Structure.Cell;
        hash.AppendData(MemoryMarshal.AsBytes(frame.Structure.Numbers));
        hash.AppendData(MemoryMarshal.AsBytes(frame.Structure.Positions));
        hash.AppendData(MemoryMarshal.AsBytes(cell.Rows));
        hash.AppendData([Convert.ToByte(cell.PeriodicA), Convert.ToByte(cell.PeriodicB), Convert.ToByte(cell.PeriodicC)]);
        return MemoryMarshal.Read<UInt128>(hash.GetHashAndReset());
    }
}
