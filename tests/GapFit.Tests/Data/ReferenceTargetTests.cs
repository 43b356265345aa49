using System.Globalization;
using GapCore.Tests;
using GapFit.Data;
using GapFit.Fitting;
using GapFit.Options;

namespace GapFit.Tests.Data;

/// <summary>Targets and noise of a whole training set against those that the reference program dumped for its fit.</summary>
public sealed class ReferenceTargetTests
{
    /// <summary>The dump's virial rows xx, yx, zx, yy, zy, zz by their place in a frame.</summary>
    private static readonly int[] DumpedOrder = [0, 1, 3, 2, 4, 5];

    private static readonly TrainingSet Set = TrainingSet.Read(
        Training.Options(RepositoryPaths.Reference("fit-si", "tr.xyz")) with
        {
            IsolatedAtomEnergies = null,
            DefaultRegularisation = new Regularisation(0.001, 0.05, 0.05),
            RegularisationByConfigType = new Dictionary<string, Regularisation> { ["liq"] = new(0.005, 0.1, 0.1) },
        },
        SilentProgress.Instance);

    [Fact]
    public void Targets_are_those_of_the_reference_program() => RequireEqual("ls_globalY.0",
        [.. Set.Frames.Select(frame => frame.Energy!.Value),
            .. Set.Frames.SelectMany(frame => frame.Gradient!.Concat(DumpedOrder.Select(c => frame.StrainGradient![c])))]);

    [Fact]
    public void Squared_noise_is_that_of_the_reference_program() => RequireEqual("ls_lambda.0",
        [.. Set.Frames.Select(frame => Square(frame.EnergySigma)),
            .. Set.Frames.SelectMany(frame => frame.GradientSigma!.Concat(DumpedOrder.Select(c => frame.StrainSigma![c])).Select(Square))]);

    [Fact]
    public void Summary_counts_every_row()
    {
        Assert.Equal(["isolated_atom", "liq", "dia"], Set.Summary.ConfigTypes.Select(type => type.ConfigType));
        Assert.Equal([1, 2, 4], Set.Summary.ConfigTypes.Select(type => type.Configurations));
        Assert.Equal((7, 65, 7, 195, 42), (Set.Summary.Total.Configurations, (int)Set.Summary.Total.Atoms,
            (int)Set.Summary.Total.Energies, (int)Set.Summary.Total.ForceComponents, (int)Set.Summary.Total.VirialComponents));
    }

    private static double Square(double sigma) => sigma * sigma;

    private static void RequireEqual(string file, double[] rows)
    {
        double[] dumped = [.. File.ReadLines(RepositoryPaths.Reference("fit-si", file))
            .Where(line => line.Length > 0).Select(line => double.Parse(line, CultureInfo.InvariantCulture))];
        Assert.Equal(244, dumped.Length);
        Assert.Equal(dumped.Length, rows.Length);
        for (int row = 0; row < rows.Length; row++)
            Assert.True(Math.Abs(rows[row] - dumped[row]) <= 1e-12 * Math.Abs(dumped[row]),
                $"row {row}: {rows[row]:g17} instead of {dumped[row]:g17}");
    }
}
