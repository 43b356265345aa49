using System.Globalization;
using System.Numerics;
using System.Text;
using GapCore.Text;

namespace GapCore.Tests.Text;

/// <summary>Whatever the fast reader accepts it rounds as the library does; common forms it does accept.</summary>
public sealed class FastRealTests
{
    [Theory]
    [InlineData("E20", 0.995)]
    [InlineData("E16", 1.0)]
    [InlineData("R", 1.0)]
    public void Equals_the_library_on_common_numbers(string format, double accepted)
    {
        var random = new Random(11);
        const int count = 100_000;
        int fast = 0;
        for (int i = 0; i < count; i++)
        {
            double number = (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-30, 30));
            fast += Agrees(number.ToString(format, CultureInfo.InvariantCulture)) ? 1 : 0;
        }

        Assert.True(fast >= accepted * count, $"{fast} of {count} read");
    }

    [Fact]
    public void Equals_the_library_on_random_digits_and_exponents()
    {
        var random = new Random(12);
        for (int i = 0; i < 300_000; i++)
        {
            int digits = random.Next(1, 30);
            var text = new StringBuilder(random.Next(2) == 0 ? "-" : "");
            int point = random.Next(digits + 1);
            for (int k = 0; k < digits; k++)
                text.Append(k == point ? "." : "").Append((char)('0' + random.Next(10)));
            if (random.Next(3) > 0)
                text.Append(CultureInfo.InvariantCulture, $"e{random.Next(-90, 90)}");
            Agrees(text.ToString());
        }
    }

    [Fact]
    public void Equals_the_library_on_ties_and_their_neighbours()
    {
        var random = new Random(13);
        for (int i = 0; i < 100_000; i++)
        {
            // (2 m + 1) 2^k with a 53-bit m lies exactly between two doubles.
            BigInteger odd = 2 * ((BigInteger.One << 52) + random.NextInt64(1L << 52)) + 1;
            int k = random.Next(-20, 20);
            BigInteger tie = k >= 0 ? odd << k : odd * BigInteger.Pow(5, -k);
            int exponent = Math.Min(k, 0);
            foreach (int step in new[] { -1, 0, 1 })
                Agrees($"{tie + step}e{exponent}");
        }
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-0.0")]
    [InlineData("00001")]
    [InlineData("0.000000000000000000000000000001")]
    [InlineData("9007199254740993")]
    [InlineData("18446744073709551615")]
    [InlineData("9999999999999999999e5")]
    [InlineData("1e23")]
    [InlineData("8.5")]
    [InlineData("+5.e-3")]
    public void Accepts_edges(string text) => Assert.True(Agrees(text));

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("1e")]
    [InlineData("1e+")]
    [InlineData("1.2.3")]
    [InlineData("1x")]
    [InlineData("1\0")]
    [InlineData("NaN")]
    [InlineData("1e99999")]
    [InlineData("1e300")]
    [InlineData("1e-300")]
    public void Declines_the_rest(string text) => Assert.False(FastReal.TryParse(Encoding.ASCII.GetBytes(text), out _));

    /// <summary>Whether the fast reader accepts the text; fails when it then differs from the library in any bit.</summary>
    private static bool Agrees(string text)
    {
        if (!FastReal.TryParse(Encoding.ASCII.GetBytes(text), out double fast))
            return false;
        double expected = double.Parse(text, CultureInfo.InvariantCulture);
        if (BitConverter.DoubleToInt64Bits(expected) != BitConverter.DoubleToInt64Bits(fast))
            Assert.Fail($"{text}: {fast:R}, expected {expected:R}");
        return true;
    }
}
