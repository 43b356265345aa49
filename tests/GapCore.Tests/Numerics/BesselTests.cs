using GapCore.Numerics;
using GapCore.Tests.Conformance;
using GapCore.Tests.Reference;

namespace GapCore.Tests.Numerics;

/// <summary>Scaled modified spherical Bessel functions against closed forms and the slow reference.</summary>
public sealed class BesselTests
{
    private const int Orders = 21;

    [Theory]
    [InlineData(0.0)]
    [InlineData(1e-300)]
    [InlineData(1e-12)]
    [InlineData(1e-4)]
    [InlineData(9.9e-3)]
    [InlineData(1.01e-2)]
    [InlineData(0.3)]
    [InlineData(2.0)]
    [InlineData(17.5)]
    [InlineData(130.0)]
    [InlineData(600.0)]
    [InlineData(5000.0)]
    public void Equal_the_reference_to_rounding(double z)
    {
        double[] values = new double[Orders];
        ModifiedSphericalBessel.Scaled(z, values);
        for (int l = 0; l < Orders; l++)
        {
            double expected = ReferenceBessel.Scaled(l, z);
            Close.Equal(expected, values[l], 1e-14 * expected + double.Epsilon, $"order {l} at {z}");
        }
    }

    [Theory]
    [InlineData(0.7)]
    [InlineData(3.0)]
    [InlineData(40.0)]
    public void Equal_closed_forms(double z)
    {
        double[] values = new double[2];
        ModifiedSphericalBessel.Scaled(z, values);
        double sinh = (1 - Math.Exp(-2 * z)) / 2;
        double cosh = (1 + Math.Exp(-2 * z)) / 2;
        Close.Equal(sinh / z, values[0], 1e-15, "i_0");
        Close.Equal((z * cosh - sinh) / (z * z), values[1], 1e-15, "i_1");
    }
}
