using System.Globalization;
using System.Text;
using GapCore.Text;

namespace GapCore.Tests.Text;

public sealed class FortranNumberTests
{
    [Theory]
    [InlineData("1", 1.0)]
    [InlineData("+1.", 1.0)]
    [InlineData(".5", 0.5)]
    [InlineData("-.285E-003", -0.285e-3)]
    [InlineData(".10000000000000001E+000", 0.1)]
    [InlineData("1.0d0", 1.0)]
    [InlineData("1D+3", 1000.0)]
    [InlineData("-2.5D-002", -0.025)]
    [InlineData("1E+3", 1000.0)]
    [InlineData("1.0-100", 1e-100)]
    [InlineData("-1.5+005", -1.5e5)]
    [InlineData("-0.0", -0.0)]
    [InlineData("4.9406564584124654e-324", double.Epsilon)]
    [InlineData("1e-400", 0.0)]
    [InlineData("8.66025403784438596588302061719e-01", 0.8660254037844386)]
    public void Reads_what_Fortran_writes(string text, double expected)
    {
        Assert.True(FortranNumber.TryFinite(text, out double fromText));
        Assert.True(FortranNumber.TryFinite(Encoding.ASCII.GetBytes(text), out double fromBytes));
        Assert.Equal(BitConverter.DoubleToInt64Bits(expected), BitConverter.DoubleToInt64Bits(fromText));
        Assert.Equal(BitConverter.DoubleToInt64Bits(expected), BitConverter.DoubleToInt64Bits(fromBytes));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" 1")]
    [InlineData("1 ")]
    [InlineData("1\0")]
    [InlineData("1,5")]
    [InlineData("1_000")]
    [InlineData("0x10")]
    [InlineData(".")]
    [InlineData("-")]
    [InlineData("e5")]
    [InlineData("1e")]
    [InlineData("1d")]
    [InlineData("1e5e5")]
    [InlineData("1.0-1-1")]
    [InlineData("1.2.3")]
    [InlineData("--1")]
    [InlineData("1e+")]
    [InlineData("١")]
    [InlineData("NaN")]
    [InlineData("nan(0x1)")]
    [InlineData("inf")]
    [InlineData("-Infinity")]
    [InlineData("∞")]
    [InlineData("1e999")]
    [InlineData("-1d999")]
    [InlineData("abc")]
    public void Refuses_what_is_no_finite_number(string text)
    {
        Assert.False(FortranNumber.TryFinite(text, out _));
        Assert.False(FortranNumber.TryFinite(Encoding.UTF8.GetBytes(text), out _));
    }

    [Theory]
    [InlineData("NaN", double.NaN)]
    [InlineData("-nan", double.NaN)]
    [InlineData("-inf", double.NegativeInfinity)]
    [InlineData("+Infinity", double.PositiveInfinity)]
    public void Names_numbers_that_are_not_finite(string text, double expected)
    {
        Assert.True(FortranNumber.TryReal(text, out double value));
        Assert.Equal(expected, value);
    }

    [Theory]
    [InlineData("E20")]
    [InlineData("G17")]
    [InlineData("R")]
    public void Round_trips_every_bit(string format)
    {
        var random = new Random(7);
        Span<byte> bytes = stackalloc byte[8];
        for (int i = 0; i < 20000; i++)
        {
            random.NextBytes(bytes);
            double number = BitConverter.ToDouble(bytes);
            if (!double.IsFinite(number))
                continue;
            string text = number.ToString(format, CultureInfo.InvariantCulture);
            Assert.True(FortranNumber.TryFinite(Encoding.ASCII.GetBytes(text), out double fromBytes), text);
            Assert.True(FortranNumber.TryFinite(text.Replace('E', 'D'), out double fromText), text);
            Assert.Equal(number, fromBytes);
            Assert.Equal(number, fromText);
        }
    }

    [Theory]
    [InlineData("12", true, 12)]
    [InlineData("+7", true, 7)]
    [InlineData("-3", true, -3)]
    [InlineData("1.0", false, 0)]
    [InlineData("", false, 0)]
    [InlineData("5\0", false, 0)]
    [InlineData("99999999999999999999", false, 0)]
    public void Reads_integers(string text, bool readable, long expected)
    {
        Assert.Equal(readable, FortranNumber.TryInteger(text, out long value));
        if (readable)
            Assert.Equal(expected, value);
    }

    [Fact]
    public void Allocates_nothing()
    {
        byte[] plain = "-1.23456789012345678901e-02"u8.ToArray();
        byte[] fortran = ".10000000000000001D+000"u8.ToArray();
        FortranNumber.TryFinite(plain, out _);
        FortranNumber.TryFinite(fortran, out _);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
        {
            FortranNumber.TryFinite(plain, out _);
            FortranNumber.TryFinite(fortran, out _);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }
}
