namespace GapSharp.Benchmarks.Structures;

/// <summary>Standard normal numbers (Box-Muller), the same on every machine for the same seed.</summary>
internal sealed class Gaussian(int seed)
{
    private readonly Random _random = new(seed);

    internal double Next() =>
        Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
}
