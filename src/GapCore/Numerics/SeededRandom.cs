namespace GapCore.Numerics;

/// <summary>
/// SplitMix64 (Steele, Lea and Flood 2014, 10.1145/2660193.2660195): uniform numbers in [0, 1), one after the other or any of them by its
/// place in the sequence, so that what is drawn for an instance depends on the seed and the instance's index alone.
/// </summary>
public sealed class SeededRandom(long seed)
{
    private long _drawn;

    /// <summary>The next number of the sequence.</summary>
    public double Next() => At(seed, _drawn++);

    /// <summary>A whole number from 0 to count - 1.</summary>
    public int Next(int count) => (int)(Next() * count);

    /// <summary>The number at a place of the sequence, from 0.</summary>
    public static double At(long seed, long place)
    {
        const ulong step = 0x9E3779B97F4A7C15;
        return (Mix(Mix(unchecked((ulong)seed)) + unchecked((ulong)(place + 1) * step)) >> 11) * (1.0 / (1UL << 53));
    }

    private static ulong Mix(ulong z)
    {
        unchecked
        {
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }
}
