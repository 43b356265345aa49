using GapFit.Data;
using GapFit.Options;

namespace GapFit.Tests.Data;

/// <summary>What frames say about energies, forces and virials, under which names, with which sign and order.</summary>
public sealed class FrameTargetTests
{
    private static readonly double[] Gradient = [-1, 2, -3, -4, 5, -6];

    [Theory]
    [InlineData("energy=-45", -45.0)]
    [InlineData("ENERGY=-45.0", -45.0)]
    [InlineData("energy=-.45D+002", -45.0)]
    [InlineData("energy=\"-45\" Energy=7", -45.0)]
    public void Energies_are_numbers_of_any_look(string comment, double energy)
    {
        FitFrame frame = Training.ReadFrame(Training.Pair(" " + comment));
        Assert.Equal(energy, frame.Energy);
        Assert.Null(frame.Gradient);
        Assert.Null(frame.GradientSigma);
        Assert.Null(frame.StrainGradient!);
        Assert.Null(frame.StrainSigma);
    }

    [Theory]
    [InlineData("force", "force:R:3")]
    [InlineData("force", "forces:R:3")]
    [InlineData("forces", "force:R:3")]
    [InlineData("dft_force", "DFT_forces:R:3")]
    [InlineData("force", "forces:I:3")]
    public void Forces_are_found_in_singular_and_plural(string asked, string column)
    {
        FitFrame frame = Training.ReadFrame(Training.Pair(":" + column, "1 -2 3", "4 -5 6"),
            options => options with { Keys = new DataKeys { Force = asked } });
        Assert.Equal(Gradient, frame.Gradient);
    }

    [Fact]
    public void The_name_asked_for_comes_before_its_plural()
    {
        FitFrame frame = Training.ReadFrame(Training.Pair(":forces:R:3:force:R:3", "9 9 9 1 -2 3", "9 9 9 4 -5 6"));
        Assert.Equal(Gradient, frame.Gradient);
    }

    [Fact]
    public void Another_name_is_told_once_for_all_configurations()
    {
        var progress = new HeardProgress();
        string pair = Training.Pair(":forces:R:3 stress=\"1 2 3 4 5 6\"", "1 -2 3", "4 -5 6");
        TrainingSet set = Training.Read(pair + pair.Replace("Na 0 0 3", "Na 0 0 2", StringComparison.Ordinal), progress: progress);
        Assert.Equal([new DataName("forces", "force", "forces", 2), new DataName("virials", "virial", "stress", 2)], set.Summary.Names);
        Assert.Single(progress.Notes, note => note == "forces of 2 configurations are those of 'forces', asked for was 'force'");
        Assert.Single(progress.Notes, note => note == "virials of 2 configurations are those of 'stress', asked for was 'virial'");
        Assert.Single(progress.Notes, note => note == "no configuration has an energy 'energy'");
        Assert.Equal((3, 2), (progress.Notes.Count, progress.Steps));
    }

    [Fact]
    public void A_virial_is_symmetrised()
    {
        FitFrame frame = Training.ReadFrame(Training.Pair(" virial=\"1 2 3 4 5 6 7 8 9\""));
        Assert.Equal([-1, -3, -5, -5, -7, -9], frame.StrainGradient!);
    }

    [Theory]
    [InlineData("stress=\"0.001 0.002 0.003 0.002 0.005 0.006 0.003 0.006 0.009\"")]
    [InlineData("stress=\"0.001 0.005 0.009 0.006 0.003 0.002\"")]
    [InlineData("Stress={0.001 0.002 0.003 0.002 0.005 0.006 0.003 0.006 0.009}")]
    [InlineData("stress=[[0.001,0.002,0.003],[0.002,0.005,0.006],[0.003,0.006,0.009]]")]
    public void A_stress_is_minus_the_virial_per_volume(string stress)
    {
        double[] strain = Training.ReadFrame(Training.Pair(" " + stress)).StrainGradient!;
        Assert.Equal([1, 2, 5, 3, 6, 9], strain.Select(component => Math.Round(component, 12)));
    }

    [Fact]
    public void A_stress_beside_a_virial_is_not_used()
    {
        FitFrame frame = Training.ReadFrame(Training.Pair(" stress=\"9 9 9 9 9 9\" virial=\"1 0 0 0 0 0 0 0 0\""));
        Assert.Equal([-1, 0, 0, 0, 0, 0], frame.StrainGradient!);
    }

    [Theory]
    [InlineData(":force:R:3:force_mask:L:1", "1 -2 3 T", "4 -5 6 F")]
    [InlineData(":force_mask:I:1:forces:R:3", "1 1 -2 3", "0 4 -5 6")]
    public void Masked_forces_are_no_rows(string columns, string first, string second)
    {
        TrainingSet set = Training.Read(Training.Pair(columns, first, second));
        Assert.Equal([0, 0, 0, 0.1, 0.1, 0.1], set.Frames[0].GradientSigma!);
        Assert.Equal((3, 3, 3), (set.Summary.Total.ForceComponents, set.Summary.Total.MaskedForceComponents, set.Summary.Total.Rows));
    }

    [Fact]
    public void Frames_without_targets_stay()
    {
        TrainingSet set = Training.Read(Training.Pair(" energy=-1") + Training.Pair(" config_type=liquid"));
        Assert.Equal([-1.0, null], set.Frames.Select(frame => frame.Energy));
        Assert.Equal(["default", "liquid"], set.Summary.ConfigTypes.Select(type => type.ConfigType));
        Assert.Equal(0, set.Summary.ConfigTypes[1].Rows);
        Assert.EndsWith("train.xyz:5", set.Frames[1].Place, StringComparison.Ordinal);
    }

    [Fact]
    public void Sparse_points_alone_need_no_targets() =>
        Assert.Null(Training.ReadFrame(Training.Pair(""), options => options with { SparsifyOnly = true }).Energy);

    [Fact]
    public void A_prefix_may_stand_before_the_other_names_too()
    {
        const string comment = ":ref_force:R:3:ref_force_mask:L:1 ref_energy=-1 ref_config_type=liquid energy_ref_sigma=0.5 energy=9";
        FitFrame frame = Training.ReadFrame(Training.Pair(comment, "1 -2 3 T", "4 -5 6 F"), options => options with
        {
            Keys = new DataKeys { Prefix = "ref_", Energy = "ref_energy", Force = "ref_force" },
        });
        Assert.Equal(("liquid", -1.0, 0.5, 0.0), (frame.ConfigType, frame.Energy!.Value, frame.EnergySigma, frame.GradientSigma![0]));
    }

    [Fact]
    public void Repeated_structures_are_counted()
    {
        var progress = new HeardProgress();
        string pair = Training.Pair(" energy=-1"), moved = pair.Replace("0 0 3", "0 0 3.0000000000000004", StringComparison.Ordinal);
        Training.Read(pair + moved + pair + moved + pair, progress: progress);
        Assert.Single(progress.Notes, note => note.StartsWith("3 configurations repeat", StringComparison.Ordinal)
            && note.Contains("train.xyz:9 repeats", StringComparison.Ordinal) && note.EndsWith("train.xyz:1)", StringComparison.Ordinal));
    }

    [Fact]
    public void Data_that_are_not_fitted_are_left_out_where_their_sigma_is_zero()
    {
        var progress = new HeardProgress();
        Training.Read(Training.Pair(":local_property:R:1 energy=-1 n_hessian=2 local_property_sigma=0", "1", "2"), progress: progress);
        Assert.Single(progress.Notes, note => note.StartsWith("hessians (n_hessian) of 1 configuration are left out", StringComparison.Ordinal));
        Assert.Single(progress.Notes, note => note.StartsWith("local properties (local_property)", StringComparison.Ordinal));
    }
}
