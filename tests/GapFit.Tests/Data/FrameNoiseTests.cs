using GapFit.Data;
using GapFit.Options;

namespace GapFit.Tests.Data;

/// <summary>Which sigma a row gets.</summary>
public sealed class FrameNoiseTests
{
    private const string Forces = ":force:R:3 ";
    private const string Virial = " virial=\"1 0 0 0 1 0 0 0 1\" ";
    private static readonly double Root = Math.Sqrt(2);

    [Theory]
    [InlineData("", 0.001, 0.1, 0.2, true, true)]
    [InlineData("config_type=liquid", 0.01, 0.3, 0.4, true, true)]
    [InlineData("config_type=solid", 0.001, 0.1, 0.2, true, true)]
    [InlineData("energy_sigma=0.5", 0.5, 0.1, 0.2, false, true)]
    [InlineData("force_sigma=0.5 virial_sigma=3", 0.001, 0.5, 3.0, true, false)]
    [InlineData("energy_sigma=5 force_sigma=6 virial_sigma=7 config_type=liquid", 5.0, 6.0, 7.0, false, false)]
    public void Frames_say_it_themselves_or_by_their_type(
        string comment, double energy, double force, double virial, bool energyGrows, bool virialGrows)
    {
        FitFrame frame = Training.ReadFrame(Training.Pair($"{Forces}energy=1{Virial}{comment}", "1 1 1", "1 1 1"), WithTypes);
        Assert.Equal(energy * (energyGrows ? Root : 1), frame.EnergySigma, 15);
        Assert.All(frame.GradientSigma!, sigma => Assert.Equal(force, sigma));
        Assert.All(frame.StrainSigma!, sigma => Assert.Equal(virial * (virialGrows ? Root : 1), sigma, 15));
    }

    [Fact]
    public void Sigmas_need_not_grow_with_the_atoms()
    {
        FitFrame frame = Training.ReadFrame(Training.Pair($" energy=1{Virial}"),
            options => options with { RegularisationIsPerAtom = false });
        Assert.Equal((0.001, 0.2), (frame.EnergySigma, frame.StrainSigma![5]));
    }

    [Fact]
    public void Atoms_and_components_may_have_their_own()
    {
        Assert.Equal([1, 1, 1, 2, 2, 2], GradientSigma(":force_atom_sigma:R:1", "1", "2"));
        Assert.Equal([1, 2, 3, 4, 5, 6], GradientSigma(":force_component_sigma:R:3", "1 2 3", "4 5 6"));
        Assert.Equal([1, 2, 3, 4, 5, 6], GradientSigma(":force_component_sigma:R:3:force_atom_sigma:R:1", "1 2 3 7", "4 5 6 8"));
        Assert.Equal([1, 2, 3, 0, 0, 0], GradientSigma(":force_component_sigma:R:3:force_mask:L:1", "1 2 3 F", "0 0 0 T"));
        Assert.Equal([1, 3, 5, 5, 7, 9], Training.ReadFrame(
            Training.Pair($"{Virial}virial_component_sigma=\"1 2 3 4 5 6 7 8 9\" virial_sigma=2")).StrainSigma!);
    }

    [Fact]
    public void The_word_sigma_may_be_another()
    {
        FitFrame frame = Training.ReadFrame(Training.Pair(" energy=1 energy_sigma=5 energy_error=6"),
            options => options with { Keys = new DataKeys { Sigma = "error" } });
        Assert.Equal(6, frame.EnergySigma);
    }

    [Fact]
    public void A_zero_for_data_that_are_not_there_is_no_matter()
    {
        FitFrame frame = Training.ReadFrame(Training.Pair(" energy=1"),
            options => options with { DefaultRegularisation = new Regularisation(0.5, 0, 0) });
        Assert.Equal(0.5 * Root, frame.EnergySigma);
    }

    [Fact]
    public void A_type_that_no_configuration_has_is_told()
    {
        var progress = new HeardProgress();
        Training.Read(Training.Pair(Forces + "energy=1 config_type=solid", "1 1 1", "1 1 1"), WithTypes, progress);
        Assert.Equal(["config_type_sigma names 'liquid', which no configuration has"], progress.Notes);
    }

    private static FitOptions WithTypes(FitOptions options) => options with
    {
        RegularisationByConfigType = new Dictionary<string, Regularisation> { ["liquid"] = new(0.01, 0.3, 0.4) },
    };

    private static double[] GradientSigma(string columns, string first, string second) =>
        Training.ReadFrame(Training.Pair($":force:R:3{columns} force_sigma=9", $"1 1 1 {first}", $"1 1 1 {second}")).GradientSigma!;
}
