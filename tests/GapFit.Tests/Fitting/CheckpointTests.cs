using GapCore;
using GapCore.Tests.IO;
using GapFit.Fitting;
using GapFit.LinearAlgebra;
using GapFit.Options;

namespace GapFit.Tests.Fitting;

/// <summary>A fit that ended early goes on from what it saved, or says why it does not.</summary>
public sealed class CheckpointTests : IDisposable
{
    private readonly SodiumFit _fit = new();

    public void Dispose() => _fit.Dispose();

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 1)]
    [InlineData(1, 3)]
    [InlineData(3, 2)]
    public void Resumed_fits_predict_as_uninterrupted_ones(int threadsBefore, int threadsAfter)
    {
        List<double[]> expected = Uninterrupted();
        _fit.Interrupt(_fit.Options(), threadsBefore, 70);
        FitRunSettings settings = _fit.Settings(threadsAfter, resume: true);
        (FitResult result, string[] notes) = Resume(_fit.Options(), settings);
        Assert.Contains(notes, note => note.StartsWith("resumed: ", StringComparison.Ordinal) && note.EndsWith(" of 134 configurations are in the checkpoint"));
        Predictions.Agree(expected, _fit.Predict(), 1e-9);
        Assert.Equal(10487, result.Report.Rows);
        Assert.False(Directory.Exists(_fit.Checkpoint));
    }

    [Fact]
    public void Blocks_of_another_size_are_no_other_rows()
    {
        List<double[]> expected = Uninterrupted();
        _fit.Interrupt(_fit.Options(), 2, 70);
        Assert.True(_fit.Plan(2, _fit.LittleMemory()).BlockRows < _fit.Plan(2, null).BlockRows);
        Resume(_fit.Options(), _fit.Settings(2, resume: true, inLittleMemory: true));
        Predictions.Agree(expected, _fit.Predict(), 1e-9);
    }

    /// <summary>3 threads leave 3 files; one thread merges them, is interrupted itself, and 2 threads end the fit.</summary>
    [Fact]
    public void A_resumed_fit_can_be_interrupted_again()
    {
        List<double[]> expected = Uninterrupted();
        _fit.Interrupt(_fit.Options(), 3, 50);
        var progress = new InterruptedProgress(30);
        Assert.Throws<InterruptedProgress.Interrupted>(() => GapFitter.Run(_fit.Options(), _fit.Settings(1, resume: true), progress));
        Resume(_fit.Options(), _fit.Settings(2, resume: true));
        Predictions.Agree(expected, _fit.Predict(), 1e-9);
    }

    [Fact]
    public void The_seed_of_the_clock_is_kept()
    {
        FitOptions options = _fit.Options("rnd_seed=-1");
        FitResult expected = GapFitter.Run(options with { Seed = 77 }, _fit.Settings(1), SilentProgress.Instance);
        Assert.Equal(77, expected.Report.Seed);
        _fit.Interrupt(options with { Seed = 77 }, 1, 70);
        // The seed is no part of the command line here: only the checkpoint knows it.
        (FitResult result, _) = Resume(options, _fit.Settings(1, resume: true));
        Assert.Equal(77, result.Report.Seed);
        Assert.Equal(expected.Definition!.Coordinates[1].SparsePoints, result.Definition!.Coordinates[1].SparsePoints);
    }

    [Theory]
    [InlineData("sparse_jitter=1e-7")]
    [InlineData("rnd_seed=43")]
    [InlineData("default_sigma={0.001 0.05 0 0}")]
    public void Another_fits_checkpoint_is_refused(string word)
    {
        _fit.Interrupt(_fit.Options(), 1, 70);
        string[] before = _fit.CheckpointFiles;
        Refusal.Of(GapErrorKind.Argument, () => Resume(_fit.Options(word), _fit.Settings(1, resume: true)),
            $"checkpoint in \"{_fit.Checkpoint}\" belongs to another fit, expected the same command line and training data (without --resume it is replaced)");
        Assert.Equal(before, _fit.CheckpointFiles);
        Assert.False(File.Exists(_fit.Potential));
    }

    [Fact]
    public void Another_number_in_the_training_data_is_another_fit()
    {
        string data = _fit.Folder.Write("train.xyz", File.ReadAllText(SodiumFit.Training));
        FitOptions options = _fit.Options($"at_file={data}");
        _fit.Interrupt(options, 1, 70);
        string text = File.ReadAllText(data);
        int number = text.LastIndexOf('.') + 1;
        File.WriteAllText(data, text[..number] + (text[number] == '1' ? '2' : '1') + text[(number + 1)..]);
        Refusal.Of(GapErrorKind.Argument, () => Resume(options, _fit.Settings(1, resume: true)), "belongs to another fit");
    }

    /// <summary>Bytes at the start, in the list of configurations, in the factor and at the end.</summary>
    [Theory]
    [InlineData(3)]
    [InlineData(82)]
    [InlineData(2000)]
    [InlineData(-1)]
    public void A_damaged_factor_is_refused(int place)
    {
        string file = Interrupted(".factor");
        byte[] bytes = File.ReadAllBytes(file);
        bytes[place < 0 ? bytes.Length + place : place] ^= 1;
        File.WriteAllBytes(file, bytes);
        Refusal.Of(GapErrorKind.Format, () => Resume(_fit.Options(), _fit.Settings(1, resume: true)), file);
        Assert.False(File.Exists(_fit.Potential));
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.001)]
    public void A_factor_that_is_cut_short_is_refused(double part)
    {
        string file = Interrupted(".factor");
        byte[] bytes = File.ReadAllBytes(file);
        File.WriteAllBytes(file, bytes[..(int)(part * bytes.Length)]);
        Refusal.Of(GapErrorKind.Format, () => Resume(_fit.Options(), _fit.Settings(1, resume: true)), file, "is cut short");
    }

    [Fact]
    public void Damaged_sparse_points_are_refused()
    {
        string file = Directory.GetFiles(_fit.Checkpoint, Path.GetFileName(Interrupted("2")))[0];
        File.WriteAllText(file, File.ReadAllText(file).Replace('7', '8'));
        Refusal.Of(GapErrorKind.Format, () => Resume(_fit.Options(), _fit.Settings(1, resume: true)), "points.xml");
    }

    /// <summary>A file whose configurations others have was merged into one of them; one that has only some in common is a mistake.</summary>
    [Theory]
    [InlineData(new[] { 2, 3 }, true)]
    [InlineData(new[] { 3, 4 }, false)]
    public void Configurations_are_counted_once(int[] frames, bool superseded)
    {
        string folder = Directory.CreateDirectory(_fit.Checkpoint).FullName;
        var checkpoint = new FitCheckpoint(folder, new string('a', 64), SilentProgress.Instance);
        checkpoint.Save(new RowFolding.Worker("one", new TriangularFactor(3), [-1, 1, 2, 3]));
        checkpoint.Save(new RowFolding.Worker("two", new TriangularFactor(3), [.. frames]));
        checkpoint.Save(new RowFolding.Worker("three", new TriangularFactor(3), [5]));
        if (superseded)
        {
            RowFolding.Worker worker = Assert.Single(checkpoint.LoadWorkers(0, 1, 1, out HashSet<int> done));
            Assert.Equal([-1, 1, 2, 3, 5], worker.Frames.Order());
            Assert.Equal([-1, 1, 2, 3, 5], done.Order());
            Assert.Equal(2, checkpoint.LoadWorkers(0, 1, 3, out _).Count);
            Assert.Single(checkpoint.LoadWorkers(1, 2, 3, out done));
            Assert.Equal(5, done.Count);
        }
        else
            Refusal.Of(GapErrorKind.Format, () => checkpoint.LoadWorkers(0, 1, 3, out _), "two.factor", "has 1 of its 2 configurations in common");
    }

    [Fact]
    public void Without_resume_a_checkpoint_is_replaced()
    {
        List<double[]> expected = Uninterrupted();
        _fit.Interrupt(_fit.Options("sparse_jitter=1e-1"), 2, 70);
        GapFitter.Run(_fit.Options(), _fit.Settings(1), SilentProgress.Instance);
        Predictions.Agree(expected, _fit.Predict(), 1e-9);
        Assert.False(Directory.Exists(_fit.Checkpoint));
    }

    /// <summary>The rest of a file that a killed fit was writing goes too; files of others stay.</summary>
    [Fact]
    public void Leftovers_are_removed_after_success()
    {
        _fit.Interrupt(_fit.Options(), 2, 70);
        File.WriteAllText(Path.Combine(_fit.Checkpoint, "rank0-0123.factor.4567.partial"), "half");
        File.WriteAllText(Path.Combine(_fit.Checkpoint, "mine.txt"), "not the fit's");
        Resume(_fit.Options(), _fit.Settings(2, resume: true));
        Assert.Equal(["mine.txt"], _fit.CheckpointFiles);
    }

    [Fact]
    public void With_nothing_to_resume_the_fit_begins()
    {
        (FitResult result, string[] notes) = Resume(_fit.Options(), _fit.Settings(1, resume: true));
        Assert.Contains("nothing to resume: the fit starts from the beginning", notes);
        Assert.NotNull(result.Report.PotentialFile);
    }

    private List<double[]> Uninterrupted()
    {
        GapFitter.Run(_fit.Options(), new FitRunSettings { Threads = 1 }, SilentProgress.Instance);
        List<double[]> predictions = _fit.Predict();
        File.Delete(_fit.Potential);
        return predictions;
    }

    private string Interrupted(string ending)
    {
        _fit.Interrupt(_fit.Options(), 1, 70);
        return Directory.GetFiles(_fit.Checkpoint).Single(file => file.EndsWith(ending, StringComparison.Ordinal));
    }

    private static (FitResult Result, string[] Notes) Resume(FitOptions options, FitRunSettings settings)
    {
        var progress = new Data.HeardProgress();
        FitResult result = GapFitter.Run(options, settings, progress);
        return (result, [.. progress.Notes]);
    }
}
