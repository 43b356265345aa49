using GapCore.Text;

namespace GapCore.Descriptors.Distance2b;

/// <summary>
/// distance_2b (gap-math 4): one instance per ordered pair of neighbours whose species are {Z1, Z2}, vector x_k = r^{e_k}, covariance cutoff
/// f = fc(r) tail(r), tail = (erf(range r)/r)^exponent.
/// </summary>
public sealed record Distance2bParameters
{
    /// <summary>Every key of the descriptor, those that are refused included.</summary>
    public static IReadOnlyList<OptionKey> Keys { get; } =
    [
        .. DescriptorCutoff.Keys, new("Z1"), new("Z2"), new("resid_name"), new("only_intra"), new("only_inter"), new("n_exponents"),
        new("exponents"), new("tail_exponent"), new("tail_range"),
    ];

    public required CutoffFunction Cutoff { get; init; }

    public required int Z1 { get; init; }

    public required int Z2 { get; init; }

    /// <summary>e_k.</summary>
    public required double[] Exponents { get; init; }

    /// <summary>0: no tail factor.</summary>
    public required double TailExponent { get; init; }

    /// <summary>1/A.</summary>
    public required double TailRange { get; init; }

    public int Dimensions => Exponents.Length;

    /// <summary>Reads a <c>distance_2b</c> string; refuses what is not supported by name.</summary>
    public static Distance2bParameters Parse(DescriptorString text)
    {
        foreach (string key in (string[])["only_intra", "only_inter"])
            if (text.GetBool(key, false))
                throw new GapException(GapErrorKind.Unsupported, $"distance_2b key {key}=T is not supported, expected {key}=F in '{text}'");
        if (text.Contains("resid_name") && text.GetText("resid_name").Trim().Length > 0)
            throw new GapException(GapErrorKind.Unsupported, $"distance_2b key resid_name is not supported in '{text}'");
        int count = text.GetInt("n_exponents", 1);
        if (count is < 1 or > 64)
            throw new GapException(GapErrorKind.Format, $"distance_2b has n_exponents={count}, expected 1 to 64 in '{text}'");
        double[] exponents = text.GetDoubleList("exponents")
            ?? (count == 1 ? [1.0] : Enumerable.Range(1, count).Select(k => -(double)k).ToArray());
        if (exponents.Length != count)
            throw new GapException(GapErrorKind.Format,
                $"distance_2b has {exponents.Length} exponents, expected n_exponents={count} in '{text}'");
        return new Distance2bParameters
        {
            Cutoff = DescriptorCutoff.Parse(text),
            Z1 = text.GetInt("Z1", 0),
            Z2 = text.GetInt("Z2", 0),
            Exponents = exponents,
            TailExponent = text.GetDouble("tail_exponent", 0),
            TailRange = text.GetDouble("tail_range", 1),
        };
    }

    /// <summary>f(r) and df/dr.</summary>
    public double Covariance(double r, out double derivative)
    {
        double fc = Cutoff.Evaluate(r, out derivative);
        if (TailExponent == 0)
            return fc;
        double erf = MathNet.Numerics.SpecialFunctions.Erf(TailRange * r);
        double tail = Math.Pow(erf / r, TailExponent);
        double erfSlope = 2 / Math.Sqrt(Math.PI) * TailRange * Math.Exp(-TailRange * TailRange * r * r);
        double tailSlope = TailExponent * tail * (erfSlope / erf - 1 / r);
        derivative = derivative * tail + fc * tailSlope;
        return fc * tail;
    }
}
