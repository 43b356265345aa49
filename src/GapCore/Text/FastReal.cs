using System.Numerics;

namespace GapCore.Text;

/// <summary>
/// Reads decimal numbers of moderate exponent, correctly rounded, several times faster than the library: D. Lemire, "Number parsing at a
/// gigabyte per second" (2021), doi 10.1002/spe.2984. Where a proof would be needed it declines and leaves the number to the library.
/// </summary>
internal static class FastReal
{
    /// <summary>5^55 is the largest power of five below 2^128: up to here the table needs 128-bit arithmetic only.</summary>
    private const int LargestPower = 55;

    /// <summary>Any 19 digits fit 64 bits.</summary>
    private const int MostDigits = 19;

    /// <summary>5^q, q = -55 .. 55, times the power of two that gives 128 bits, truncated (rounded up for -27 to -1).</summary>
    private static readonly UInt128[] PowersOfFive = MakePowersOfFive();

    /// <summary>False when the text is no plain number, or one whose rounding is not certain here.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out double value)
    {
        value = 0.0;
        int at = 0;
        bool negative = text.Length > 0 && text[0] == '-';
        if (negative || (text.Length > 0 && text[0] == '+'))
            at++;

        ulong mantissa = 0;
        int significant = 0, dropped = 0, fraction = 0, seen = 0;
        bool pointed = false;
        for (; at < text.Length; at++)
        {
            uint digit = (uint)text[at] - '0';
            if (digit > 9)
            {
                if (text[at] != '.' || pointed)
                    break;
                pointed = true;
                continue;
            }

            seen++;
            fraction += pointed ? 1 : 0;
            if (significant == MostDigits)
            {
                dropped++;
                continue;
            }

            mantissa = mantissa * 10 + digit;
            significant += mantissa == 0 ? 0 : 1;
        }

        if (seen == 0 || !TryExponent(text[at..], out int exponent))
            return false;
        exponent += dropped - fraction;
        if (mantissa == 0)
        {
            value = negative ? -0.0 : 0.0;
            return dropped == 0;
        }

        // With digits dropped the number lies between two neighbours of 19 digits: certain where both round alike.
        if (!TryRound(mantissa, exponent, out double magnitude)
            || (dropped > 0 && (!TryRound(mantissa + 1, exponent, out double above) || above != magnitude)))
            return false;
        value = negative ? -magnitude : magnitude;
        return true;
    }

    private static bool TryExponent(ReadOnlySpan<byte> text, out int exponent)
    {
        exponent = 0;
        if (text.IsEmpty)
            return true;
        if (text.Length < 2 || (text[0] | 0x20) is not ('e' or 'd'))
            return false;
        bool negative = text[1] == '-';
        ReadOnlySpan<byte> digits = negative || text[1] == '+' ? text[2..] : text[1..];
        if (digits.Length is 0 or > 4)
            return false;
        foreach (byte c in digits)
        {
            if ((uint)c - '0' > 9)
                return false;
            exponent = 10 * exponent + (c - '0');
        }

        exponent = negative ? -exponent : exponent;
        return true;
    }

    /// <summary>The double nearest to mantissa x 10^power, ties to even.</summary>
    private static bool TryRound(ulong mantissa, int power, out double value)
    {
        value = 0.0;
        if (power is < -LargestPower or > LargestPower || mantissa == 0)
            return false;
        int shift = BitOperations.LeadingZeroCount(mantissa);
        ulong scaled = mantissa << shift;
        UInt128 five = PowersOfFive[power + LargestPower];
        ulong high = Math.BigMul(scaled, (ulong)(five >> 64), out ulong low);
        if ((high & 0x1FF) == 0x1FF)
        {
            ulong carry = Math.BigMul(scaled, (ulong)five, out _);
            low += carry;
            high += low < carry ? 1UL : 0UL;
            if (low == ulong.MaxValue && power < -27)
                return false;
        }

        // 53 bits and one to round by; the exponent is floor(log2(5^power)) + power plus what the product carried.
        int top = (int)(high >> 63);
        ulong bits = high >> (top + 9);
        int exponent = ((217706 * power) >> 16) + 63 + top - shift + 1023;
        if (low <= 1 && power is >= -4 and <= 23 && (bits & 3) == 1 && bits << (top + 9) == high)
            bits &= ~1UL;
        bits = (bits + (bits & 1)) >> 1;
        if (bits == 1UL << 53)
        {
            bits >>= 1;
            exponent++;
        }

        value = BitConverter.UInt64BitsToDouble((bits & ((1UL << 52) - 1)) | ((ulong)exponent << 52));
        return true;
    }

    private static UInt128[] MakePowersOfFive()
    {
        var table = new UInt128[2 * LargestPower + 1];
        UInt128 power = 1;
        for (int q = 0; q <= LargestPower; q++, power *= 5)
        {
            UInt128 normal = power << (int)UInt128.LeadingZeroCount(power);
            table[LargestPower + q] = normal;
            if (q > 0)
                table[LargestPower - q] = Reciprocal(normal) + (q <= 27 ? 1U : 0U);
        }

        return table;
    }

    /// <summary>floor(2^255 / x) for x from 2^127 (exclusive) to 2^128, by long division.</summary>
    private static UInt128 Reciprocal(UInt128 x)
    {
        UInt128 remainder = UInt128.One << 127;
        UInt128 quotient = 0;
        for (int bit = 0; bit < 128; bit++)
        {
            bool fits = remainder >= x - remainder;
            remainder = fits ? remainder - (x - remainder) : remainder << 1;
            quotient = (quotient << 1) | (fits ? 1U : 0U);
        }

        return quotient;
    }
}
