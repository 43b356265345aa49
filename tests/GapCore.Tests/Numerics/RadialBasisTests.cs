using GapCore.Descriptors;
using GapCore.Descriptors.Soap;
using GapCore.Numerics;
using GapCore.Tests.Conformance;
using GapCore.Tests.Reference;

namespace GapCore.Tests.Numerics;

/// <summary>Radial functions of SOAP: exact ones equal the reference, tabulated ones the exact ones, slopes finite differences.</summary>
public sealed class RadialBasisTests
{
    public static TheoryData<string> Descriptors => new()
    {
        "soap n_max=1 l_max=0 cutoff=3.0 atom_sigma=0.5", "soap n_max=4 l_max=3 cutoff=4.0 atom_sigma=0.4",
        "soap n_max=8 l_max=8 cutoff=5.0 atom_sigma=0.5", "soap n_max=12 l_max=6 cutoff=12.9 atom_sigma=0.6",
        "soap n_max=6 l_max=4 cutoff=4.0 atom_sigma=0.3 basis_error_exponent=4",
    };

    [Theory]
    [MemberData(nameof(Descriptors))]
    public void Values_slopes_and_tables(string descriptor)
    {
        RadialBasis basis = new(SoapParameters.Parse(DescriptorString.Parse(descriptor), long.MaxValue));
        Keys keys = new(descriptor);
        double cutoff = keys.Real("cutoff", 0);
        ReferenceRadialBasis reference = new(basis.NMax, cutoff, keys.Real("atom_sigma", 0), keys.Real("basis_error_exponent", 10));
        Close.Equal(reference.AtOrigin(0), basis.CentreCoefficient, 1e-14, "coefficient of the centre");
        for (double r = 1e-3; r < cutoff; r += cutoff / 97)
        {
            double[] expected = [.. Enumerable.Range(0, basis.LMax + 1).SelectMany(l => reference.Expand(l, r))];
            (double[] value, double[] slope, double[] curvature) = Exact(basis, r);
            (double[] table, double[] tableSlope) = Tabulated(basis, r);
            double size = expected.Max(Math.Abs);
            Close.Equal(expected, value, 1e-13, $"radial function at {r}");
            Close.Equal(value, table, 1e-13, $"tabulated radial function at {r}");
            Close.Equal(slope, tableSlope, 1e-11, $"tabulated slope at {r}");
            for (int i = 0; i < value.Length; i++)
            {
                double first = Derivative.AtZero(t => Exact(basis, r + t).Values[i], 0.5e-3);
                double second = Derivative.AtZero(t => Exact(basis, r + t).First[i], 0.5e-3);
                Close.Equal(first, slope[i], 1e-9 * (1 + size), $"slope of function {i} at {r}");
                Close.Equal(second, curvature[i], 1e-8 * (1 + size), $"curvature of function {i} at {r}");
            }
        }
    }

    private static (double[] Values, double[] First, double[] Second) Exact(RadialBasis basis, double r)
    {
        int count = (basis.LMax + 1) * basis.NMax;
        (double[] values, double[] first, double[] second) = (new double[count], new double[count], new double[count]);
        basis.Evaluate(r, values, first, second);
        return (values, first, second);
    }

    private static (double[] Values, double[] First) Tabulated(RadialBasis basis, double r)
    {
        int count = (basis.LMax + 1) * basis.NMax;
        (double[] values, double[] first) = (new double[basis.Table.RowLength], new double[basis.Table.RowLength]);
        basis.Table.Evaluate<SimdScalar>(r, 1.0, 0.0, values, first);
        return (values[..count], first[..count]);
    }
}
