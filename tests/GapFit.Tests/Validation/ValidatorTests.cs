using System.Globalization;
using GapCore;
using GapCore.Evaluation;
using GapCore.IO.ExtendedXyz;
using GapFit.Options;
using GapFit.Validation;

namespace GapFit.Tests.Validation;

public sealed class ValidatorTests
{
    private static ValidationReport Validate(ValidationOptions options, params IEnumerable<ExtendedXyzFrame> frames) =>
        Validator.Validate(SmallModel.Potential, frames, options);

    private static ValidationReport Validate(params IEnumerable<ExtendedXyzFrame> frames) => Validate(new ValidationOptions(), frames);

    [Fact]
    public void Energy_errors_are_those_put_in()
    {
        ExtendedXyzFrame two = SmallModel.WithData(SmallModel.Row(2, 3.0), 0.1);
        ExtendedXyzFrame three = SmallModel.WithData(SmallModel.Row(3, 3.0), -0.6);
        GroupReport total = Validate(two, three).Total;
        Assert.Equal(2, total.Configurations);
        Assert.Equal(5, total.Atoms);
        Assert.Equal(Math.Sqrt((0.01 + 0.36) / 2), total.Energy!.Rmse, 12);
        Assert.Equal(0.35, total.Energy.Mae, 12);
        Assert.Equal(0.6, total.Energy.Max, 12);
        Assert.Equal(1, total.Energy.MaxFrame);
        Assert.Equal(Math.Sqrt((0.0025 + 0.04) / 2), total.EnergyPerAtom!.Rmse, 12);
        Assert.Equal(0.125, total.EnergyPerAtom.Mae, 12);
        Assert.Equal(0.2, total.EnergyPerAtom.Max, 12);
        Assert.True(two.TryGetReal("energy", out double first));
        Assert.True(three.TryGetReal("energy", out double second));
        Assert.Equal(100 * Math.Max(0.1 / Math.Abs(first), 0.6 / Math.Abs(second)), total.EnergyPercent!.Max, 10);
        Assert.Null(total.Force);
        Assert.Null(total.VirialPerAtom);
    }

    [Fact]
    public void Force_errors_are_those_put_in()
    {
        ExtendedXyzFrame frame = SmallModel.WithData(SmallModel.Row(2, 3.0), 0, [0.3, 0, -0.4, 0, 0.1, 0]);
        ValidationReport report = Validate(frame);
        Assert.Equal(6, report.Total.Force!.Count);
        Assert.Equal(Math.Sqrt(0.26 / 6), report.Total.Force.Rmse, 12);
        Assert.Equal(0.8 / 6, report.Total.Force.Mae, 12);
        Assert.Equal(0.4, report.Total.Force.Max, 12);
        Assert.Equal(0.5, report.Frames[0].MaxForceError!.Value, 12);
        double[] reference = frame.Columns[0].Reals!;
        double largest = reference.Chunk(3).Max(force => Math.Sqrt(force.Sum(component => component * component)));
        Assert.Equal(100 * 0.5 / largest, report.Total.ForcePercent!.Max, 10);
    }

    [Fact]
    public void Where_the_data_say_zero_there_is_no_percentage()
    {
        ExtendedXyzFrame atom = SmallModel.Parse("1\nenergy=0.0 Properties=species:S:1:pos:R:3:forces:R:3\nNa 0 0 0 0 0 0\n");
        GroupReport total = Validate(atom).Total;
        Assert.Null(total.EnergyPercent);
        Assert.Null(total.ForcePercent);
        Assert.Equal(0.0, total.Force!.Max);
    }

    [Theory]
    [InlineData("virial=\"{0} {5} {4} {5} {1} {3} {4} {3} {2}\"", 1.0)]
    [InlineData("stress=\"{0} {1} {2} {3} {4} {5}\"", -1.0 / 8000)]
    [InlineData("stress=[[{0},{5},{4}],[{5},{1},{3}],[{4},{3},{2}]]", -1.0 / 8000)]
    public void Virials_and_stresses_are_compared_per_atom(string entry, double factor)
    {
        const string Cell = "Lattice=\"20 0 0 0 20 0 0 0 20\"";
        double[] w = SmallModel.Evaluate(SmallModel.Row(2, 3.0, cell: Cell)).Virial;
        double[] error = [0.4, 0, 0, 0, 0, -0.2];
        double[] six = [w[0], w[4], w[8], w[5], w[2], w[1]];
        object[] data = [.. six.Zip(error, (virial, wrong) => ((virial - wrong) * factor).ToString("R", CultureInfo.InvariantCulture))];
        ErrorStatistics errors = Validate(SmallModel.Row(2, 3.0, string.Format(CultureInfo.InvariantCulture, entry, data), Cell))
            .Total.VirialPerAtom!;
        Assert.Equal(6, errors.Count);
        Assert.Equal(0.2, errors.Max, 12);
        Assert.Equal(0.05, errors.Mae, 12);
        Assert.Equal(Math.Sqrt(0.05 / 6), errors.Rmse, 12);
    }

    [Theory]
    [InlineData("forces", "force")]
    [InlineData("force", "forces")]
    [InlineData("forces", "Forces")]
    public void Forces_are_found_under_either_name(string asked, string found)
    {
        ExtendedXyzFrame frame = SmallModel.WithData(SmallModel.Row(2, 3.0), 0, [0.1, 0, 0, 0, 0, 0], found);
        ValidationReport report = Validate(new ValidationOptions { Keys = new DataKeys { Force = asked } }, frame);
        Assert.Equal(["energy", found], report.FoundNames);
        Assert.Equal(0.1, report.Total.Force!.Max, 12);
    }

    [Fact]
    public void A_name_of_the_users_own_is_taken_literally()
    {
        ExtendedXyzFrame frame = SmallModel.WithData(SmallModel.Row(2, 3.0), 0, [0.1, 0, 0, 0, 0, 0]);
        Assert.Null(Validate(new ValidationOptions { Keys = new DataKeys { Force = "dft_forces" } }, frame).Total.Force);
    }

    [Fact]
    public void Binding_energies_use_the_datas_isolated_atoms()
    {
        // The data's atom lies 0.2 eV above the potential's: the dimer's energy is right, its binding energy is not.
        ExtendedXyzFrame atom = SmallModel.Parse("1\nenergy=-4.8 Properties=species:S:1:pos:R:3\nNa 0 0 0\n");
        ExtendedXyzFrame dimer = SmallModel.WithData(SmallModel.Row(2, 3.0), 0);
        ValidationReport report = Validate(dimer, atom);
        Assert.Equal(-4.8, Assert.Single(report.IsolatedAtomEnergies).Value);
        double energy = SmallModel.Evaluate(dimer).Energy;
        Assert.Equal((energy + 10.0) / 2, report.Frames[0].BindingEnergy, 12);
        Assert.Equal((energy + 9.6) / 2, report.Frames[0].ReferenceBindingEnergy!.Value, 12);
        Assert.Equal(0.2 * 23.060548, report.BySize[1].BindingEnergy!.Max, 10);
        Assert.Equal(1.0, report.Total.PearsonR!.Value, 12);
    }

    [Fact]
    public void Isolated_atoms_count_outside_the_subset_but_not_as_a_crystal()
    {
        ExtendedXyzFrame crystal = SmallModel.Row(1, 3.0, "energy=-7.0", "Lattice=\"4 0 0 0 4 0 0 0 4\"");
        ExtendedXyzFrame atom = SmallModel.Row(1, 3.0, "energy=-4.8", "Lattice=\"40 0 0 0 40 0 0 0 40\"");
        ExtendedXyzFrame dimer = SmallModel.WithData(SmallModel.Row(2, 3.0), 0);
        ValidationReport report = Validate(new ValidationOptions { Subset = frame => frame.Structure.Count == 2 }, crystal, atom, dimer);
        Assert.Equal(-4.8, Assert.Single(report.IsolatedAtomEnergies).Value);
        Assert.Equal(2, Assert.Single(report.Frames).Frame);
    }

    [Fact]
    public void Without_isolated_atoms_the_models_count_on_both_sides()
    {
        ValidationReport report = Validate(SmallModel.WithData(SmallModel.Row(2, 3.0), 0.5));
        Assert.Equal(0.25 * Validator.KcalPerMol, report.Total.BindingEnergy!.Max, 10);
    }

    [Fact]
    public void Groups_are_named_and_sorted()
    {
        ValidationReport report = Validate(
            SmallModel.WithData(SmallModel.Row(10, 3.0, "config_type=row"), 0.1),
            SmallModel.WithData(SmallModel.Row(2, 3.0, "config_type=dimer"), 0.2),
            SmallModel.WithData(SmallModel.Row(2, 3.1), 0.3));
        Assert.Equal(["default", "dimer", "row"], report.ByConfigType.Select(group => group.Name));
        Assert.Equal(["2", "10"], report.BySize.Select(group => group.Name));
        Assert.Equal(0.25, report.BySize[0].Energy!.Mae, 12);
        Assert.Equal(2, report.BySize[0].Energy!.MaxFrame);
    }

    [Fact]
    public void Threads_do_not_change_a_bit()
    {
        ExtendedXyzFrame[] frames =
        [
            .. Enumerable.Range(0, 60).Select(i => SmallModel.WithData(
                SmallModel.Row(2 + i % 9, 2.7 + 0.01 * i), 0.01 * i, [.. Enumerable.Range(0, 3 * (2 + i % 9)).Select(k => 0.001 * k * i)])),
        ];
        ValidationReport one = Validate(new ValidationOptions { Threads = 1 }, frames);
        ValidationReport four = Validate(new ValidationOptions { Threads = 4 }, frames);
        Assert.Equal(one.Total, four.Total);
        Assert.Equal(one.BySize, four.BySize);
        Assert.Equal(one.Frames.Select(Figures), four.Frames.Select(Figures));
        static object Figures(FrameErrors frame) => (frame.Frame, frame.Energy, frame.BindingEnergy, frame.Force, frame.MaxForceError);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void The_first_frame_that_fails_is_named(int threads)
    {
        string good = "2\nenergy=-1 Properties=species:S:1:pos:R:3\nNa 0 0 0\nNa 3 0 0\n";
        string bad = good.Replace("3 0 0", "0 0 0");
        string text = string.Concat(Enumerable.Repeat(good, 20)) + bad + string.Concat(Enumerable.Repeat(bad + good, 20)) + "2\n";
        GapException failure = Assert.Throws<GapException>(() => Validate(
            new ValidationOptions { Threads = threads }, ExtendedXyzReader.Read(new StringReader(text), "data.xyz")));
        Assert.Contains("coincide", failure.Message);
        Assert.Contains("data.xyz:81", failure.Message);
    }

    [Fact]
    public void A_frame_that_cannot_be_read_is_an_error_too()
    {
        string text = "2\nenergy=-1 Properties=species:S:1:pos:R:3\nNa 0 0 0\nNa 3 0 0\n2\n";
        GapException failure = Assert.Throws<GapException>(() => Validate(
            new ValidationOptions { Threads = 3 }, ExtendedXyzReader.Read(new StringReader(text), "data.xyz")));
        Assert.Contains("data.xyz:5", failure.Message);
    }

    [Theory]
    [InlineData("energy=nan", "species:S:1:pos:R:3", "Na 0 0 0", "energy")]
    [InlineData("stress=\"1 2 3 4 5 6\"", "species:S:1:pos:R:3", "Na 0 0 0", "cell")]
    [InlineData("virial=\"1 2 3\"", "species:S:1:pos:R:3", "Na 0 0 0", "9 finite numbers")]
    [InlineData("", "species:S:1:pos:R:3:forces:R:2", "Na 0 0 0 1 1", "forces:R:3")]
    [InlineData("", "species:S:1:pos:R:3:forces:R:3", "Na 0 0 0 1 nan 1", "y of forces")]
    [InlineData("", "species:S:1:pos:R:3", "Na 0 0 0", "1 configurations without data")]
    [InlineData("energy=-1", "species:S:1:pos:R:3", "Fe 0 0 0", "Fe")]
    public void Bad_data_are_refused_in_one_line(string entry, string columns, string row, string words)
    {
        GapException failure = Assert.Throws<GapException>(() =>
            Validate(SmallModel.Parse($"1\n{entry} Properties={columns}\n{row}\n")));
        Assert.Contains(words, failure.Message);
        Assert.DoesNotContain('\n', failure.Message);
    }

    [Fact]
    public void An_empty_subset_is_an_error() => Assert.Contains("in the subset", Assert.Throws<GapException>(() => Validate(
        new ValidationOptions { Subset = _ => false }, SmallModel.WithData(SmallModel.Row(2, 3.0), 0))).Message);

    [Fact]
    public void Whole_numbers_are_forces_too()
    {
        ExtendedXyzFrame frame = SmallModel.Parse("1\nProperties=species:S:1:pos:R:3:forces:I:3\nNa 0 0 0 1 0 -2\n");
        Assert.Equal(2.0, Validate(frame).Total.Force!.Max);
    }

    [Fact]
    public void Forces_are_kept_when_asked_for()
    {
        ExtendedXyzFrame frame = SmallModel.WithData(SmallModel.Row(2, 3.0), 0, [0.1, 0, 0, 0, 0, 0]);
        Assert.Null(Validate(frame).Frames[0].Forces);
        FrameErrors kept = Validate(new ValidationOptions { KeepForces = true }, frame).Frames[0];
        Assert.Equal(SmallModel.Evaluate(frame).Forces.ToArray(), kept.Forces);
        Assert.Equal(frame.Columns[0].Reals, kept.ReferenceForces);
    }
}
