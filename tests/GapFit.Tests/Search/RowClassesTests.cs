using GapCore.Atoms;
using GapFit.Data;
using GapFit.Search;

namespace GapFit.Tests.Search;

/// <summary>Rows whose weights change alike from fit to fit are found, whatever changes them.</summary>
public sealed class RowClassesTests
{
    private static FitFrame Frame(double energy, double force, double? masked = null) => new()
    {
        Structure = new Structure([11], [0, 0, 0], Cell.Free),
        Energy = 1,
        EnergySigma = energy,
        Gradient = [1, 2, 3],
        GradientSigma = [force, force, masked ?? force],
    };

    [Fact]
    public void Energies_and_forces_are_classes_where_their_noise_changes_differently()
    {
        RowClasses classes = RowClasses.Of(
        [
            [Frame(0.1, 1), Frame(0.2, 3)],
            [Frame(0.05, 1), Frame(0.1, 3)],
            [Frame(0.1, 2), Frame(0.2, 6)],
        ])!;
        Assert.Equal(2, classes.Count);
        Assert.Equal([0, 1, 1, 1], classes.Frame(0).Classes);
        Assert.Equal([0, 1, 1, 1], classes.Frame(1).Classes);
        Assert.Equal([5, 1.0 / 3, 1.0 / 3, 1.0 / 3], classes.Frame(1).Weights);
        Assert.Equal([1, 2, 1], Enumerable.Range(0, 3).Select(fit => classes.Factor(0, fit)));
        Assert.Equal([1, 1, 0.5], Enumerable.Range(0, 3).Select(fit => classes.Factor(1, fit)));
    }

    [Fact]
    public void Equal_noise_is_one_class_and_masked_rows_are_none()
    {
        RowClasses classes = RowClasses.Of([[Frame(0.1, 1, 0)], [Frame(0.1, 1, 0)]])!;
        Assert.Equal(1, classes.Count);
        Assert.Equal([0, 0, 0, -1], classes.Frame(0).Classes);
    }

    [Fact]
    public void Noise_that_changes_in_too_many_ways_has_no_classes()
    {
        FitFrame[] first = [.. Enumerable.Range(1, 9).Select(i => Frame(0.1, 1))], second = [.. Enumerable.Range(1, 9).Select(i => Frame(0.1 * i, 1))];
        Assert.Null(RowClasses.Of([first, second]));
    }
}
