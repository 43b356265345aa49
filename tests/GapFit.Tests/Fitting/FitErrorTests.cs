using GapCore;
using GapCore.Tests.IO;
using GapFit.Fitting;
using GapFit.Options;

namespace GapFit.Tests.Fitting;

/// <summary>Bad input gives one line and no potential; a disk that is full costs no fit.</summary>
public sealed class FitErrorTests : IDisposable
{
    private const string Atom = "1\nLattice=\"20 0 0 0 20 0 0 0 20\" Properties=species:S:1:pos:R:3 energy=-1.0 pbc=\"F F F\"\nNa 0 0 0\n";

    private readonly SodiumFit _fit = new();

    public void Dispose() => _fit.Dispose();

    [Theory]
    [InlineData("energy=nan", "0", "energy")]
    [InlineData("energy=inf", "0", "energy")]
    [InlineData("energy=-2.0", "nan", "forces")]
    [InlineData("energy=-2.0", "-inf", "forces")]
    public void Numbers_that_are_none_are_named(string comment, string force, string what) =>
        Refused(GapErrorKind.Format, Atom + Dimer(comment, force), what, "train.xyz", "expected");

    [Fact]
    public void Positions_that_are_no_numbers_are_named() =>
        Refused(GapErrorKind.Format, Atom + Dimer("energy=-2.0", "0").Replace("3.1", "nan", StringComparison.Ordinal), "nan", "train.xyz", "expected");

    [Fact]
    public void An_empty_file_is_refused() => Refused(GapErrorKind.Format, "", "train.xyz is empty, expected at least one frame of extended XYZ");

    [Fact]
    public void A_missing_file_is_refused() =>
        Refusal.Of(GapErrorKind.Io, () => Run(_fit.Options("at_file=none.xyz")), "structure file \"none.xyz\" cannot be read: ");

    [Fact]
    public void A_missing_isolated_atom_is_refused() => Refused(GapErrorKind.Format, Dimer("energy=-2.0", "0"),
        "Na has no isolated atom in the training data, expected a configuration of one Na atom with an energy");

    [Theory]
    [InlineData("default_sigma={0 0.05 0 0}", "sigma of the energy is 0, expected a positive number for data that is there")]
    [InlineData("default_sigma={0.002 0 0 0}", "sigma of the force is 0, expected a positive number for data that is there")]
    public void Data_without_noise_are_refused(string word, string says) =>
        Refusal.Of(GapErrorKind.Format, () => Run(_fit.Options(word)), says, "train.xyz");

    [Fact]
    public void Repeated_structures_are_noted()
    {
        string data = _fit.Folder.Write("train.xyz", Atom + Dimer("energy=-2.0", "0.1") + Dimer("energy=-2.1", "0.2"));
        var progress = new Data.HeardProgress();
        GapFitter.Run(_fit.Options($"at_file={data}"), new FitRunSettings { Threads = 1 }, progress);
        Assert.Contains(progress.Notes, note => note.StartsWith("1 configuration repeat", StringComparison.Ordinal) && note.Contains("train.xyz"));
        Assert.Contains(progress.Notes, note => note.Contains("n_sparse=60 reduced to ", StringComparison.Ordinal));
        Assert.True(File.Exists(_fit.Potential));
    }

    /// <summary>With a jitter the same points give a potential.</summary>
    [Theory]
    [InlineData("sparse_jitter=0", false)]
    [InlineData("sparse_jitter=1e-8", true)]
    public void Repeated_sparse_points_need_a_jitter(string jitter, bool fits)
    {
        string points = _fit.Folder.Write("points", "1\n3.1\n1\n4.2\n1\n3.1\n");
        FitOptions options = _fit.Options(jitter,
            $"gap={{distance_2b cutoff=6 covariance_type=ard_se theta_uniform=1 delta=0.5 sparse_method=file sparse_file={points}}}");
        if (fits)
            Run(options);
        else
            Refusal.Of(GapErrorKind.Numeric, () => Run(options), "covariance of the 3 sparse points of 'distance_2b",
                "is singular at point 3 with sparse_jitter=0, expected a larger sparse_jitter or fewer points");
        Assert.Equal(fits, File.Exists(_fit.Potential));
    }

    [Fact]
    public void The_potential_does_not_replace_what_is_read()
    {
        string data = _fit.Folder.Write("train.xyz", File.ReadAllText(SodiumFit.Training));
        Refusal.Of(GapErrorKind.Argument, () => Run(_fit.Options($"at_file={data}", $"gp_file={data}")),
            $"gp_file and at_file are both \"{data}\", expected another file for the potential");
        string link = _fit.Folder.File("link.xyz");
        File.CreateSymbolicLink(link, data);
        Refusal.Of(GapErrorKind.Argument, () => Run(_fit.Options($"at_file={data}", $"gp_file={link}")), "gp_file and at_file are both");
        Assert.Equal(File.ReadAllText(SodiumFit.Training), File.ReadAllText(data));
    }

    /// <summary>Folders that are not there, are no folders or, as /proc, take no files: said before anything is chosen.</summary>
    [Theory]
    [InlineData("/nowhere/na.xml")]
    [InlineData("/dev/full/na.xml")]
    [InlineData("/proc/na.xml")]
    [InlineData("/tmp")]
    public void A_potential_that_cannot_be_written_is_refused_at_once(string file)
    {
        FitOptions options = _fit.Options($"gp_file={file}");
        var progress = new InterruptedProgress(0);
        Refusal.Of(GapErrorKind.Io, () => GapFitter.Run(options, new FitRunSettings { Threads = 1 }, progress), $"\"{file}\" cannot be written: ");
    }

    [Theory]
    [InlineData("/proc/checkpoint")]
    [InlineData("/dev/full/checkpoint")]
    public void A_checkpoint_that_cannot_be_written_is_noted_once(string folder)
    {
        var progress = new Data.HeardProgress();
        GapFitter.Run(_fit.Options(), _fit.Settings(2) with { CheckpointDirectory = folder }, progress);
        Assert.Single(progress.Notes, note => note.StartsWith("no checkpoint, the fit goes on: ", StringComparison.Ordinal));
        Assert.NotEmpty(_fit.Predict());
    }

    private void Refused(GapErrorKind kind, string data, params string[] says)
    {
        string file = _fit.Folder.Write("train.xyz", data);
        Refusal.Of(kind, () => Run(_fit.Options($"at_file={file}")), says);
        Assert.False(File.Exists(_fit.Potential));
    }

    private static string Dimer(string comment, string force) =>
        $"2\nLattice=\"20 0 0 0 20 0 0 0 20\" Properties=species:S:1:pos:R:3:forces:R:3 {comment} pbc=\"F F F\"\nNa 0 0 0 0 0 {force}\nNa 0 0 3.1 0 0 0\n";

    private static void Run(FitOptions options) => GapFitter.Run(options, new FitRunSettings { Threads = 1 }, SilentProgress.Instance);
}
