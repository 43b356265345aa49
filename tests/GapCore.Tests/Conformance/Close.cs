namespace GapCore.Tests.Conformance;

/// <summary>Comparison of numbers that says which one is off, by how much, and what was allowed.</summary>
internal static class Close
{
    public static void Equal(double expected, double actual, double tolerance, string what)
    {
        // Not "difference > tolerance": NaN must fail.
        if (!(Math.Abs(expected - actual) <= tolerance))
            Assert.Fail(FormattableString.Invariant(
                $"{what}: {actual:r}, expected {expected:r}, difference {Math.Abs(expected - actual):e2}, allowed {tolerance:e2}"));
    }

    public static void Equal(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual, double tolerance, string what)
    {
        Assert.True(expected.Length == actual.Length, $"{what}: {actual.Length} numbers, expected {expected.Length}");
        int worst = -1;
        double largest = -1;
        for (int i = 0; i < expected.Length; i++)
        {
            double difference = Math.Abs(expected[i] - actual[i]);
            if (!(difference <= largest))
                (worst, largest) = (i, double.IsNaN(difference) ? double.MaxValue : difference);
        }

        if (worst >= 0)
            Equal(expected[worst], actual[worst], tolerance, $"{what}[{worst}]");
    }
}
