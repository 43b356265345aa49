using System.Runtime.InteropServices;
using GapAnalysis.Fingerprints;

namespace GapNative.Exports;

/// <summary>Fingerprints of clusters; no potential is needed.</summary>
internal static unsafe class FingerprintExports
{
    [UnmanagedCallersOnly(EntryPoint = "gapsharp_core_fingerprint")]
    internal static int Fingerprint(int* numbers, double* positions, int atoms, int orbitals, double* values, int capacity, int* count)
    {
        try
        {
            Require.InRange(atoms, 1, Require.MaxSites, "natoms");
            Require.NotNull(numbers, "numbers");
            Require.NotNull(positions, "positions");
            if (orbitals is not ((int)Orbitals.S or (int)Orbitals.SP))
                throw Require.Wrong($"orbitals is {orbitals}, expected {(int)Orbitals.S} (s) or {(int)Orbitals.SP} (s and p)");
            Require.InRange(capacity, 0, int.MaxValue, "capacity");
            if (capacity > 0)
                Require.NotNull(values, "values");
            Require.NotNull(count, "count");
            var positionSpan = new ReadOnlySpan<double>(positions, 3 * atoms);
            ReadOnlySpan<double> found = GlobalFingerprint.Of(new ReadOnlySpan<int>(numbers, atoms), positionSpan, (Orbitals)orbitals).Values;
            int written = Math.Min(capacity, found.Length);
            found[..written].CopyTo(new Span<double>(values, written));
            *count = found.Length;
            return Status.Ok;
        }
        catch (Exception exception)
        {
            return Status.From(exception);
        }
    }
}
