using GapCore.Tests;
using GapCore.Tests.IO;
using GapFit.Data;
using GapFit.Fitting;
using GapFit.Options;

namespace GapFit.Tests.Fitting;

/// <summary>
/// A small fit to the example data, in a folder that goes away. Its jitter is large enough for rounding not to be seen in nine digits.
/// </summary>
internal sealed class SodiumFit : IDisposable
{
    public static readonly string Training = Path.Combine(RepositoryPaths.Root, "examples", "na-dft-fit", "train.xyz");

    public static readonly string Test = Path.Combine(RepositoryPaths.Root, "examples", "na-dft-fit", "test.xyz");

    private const string Gap = "gap={{distance_2b cutoff=8.0 covariance_type=ard_se theta_uniform=1.0 delta=0.5 n_sparse=15 sparse_method=uniform}"
        + " : {soap l_max=3 n_max=4 cutoff=6.0 atom_sigma=0.6 covariance_type=dot_product zeta=4 delta=0.2 n_sparse=60 sparse_method=cur_points}}";

    public TemporaryFolder Folder { get; } = new();

    public string Potential => Folder.File("na.xml");

    public string Checkpoint => Folder.File("checkpoint");

    public string[] CheckpointFiles =>
        Directory.Exists(Checkpoint) ? [.. Directory.GetFiles(Checkpoint).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)] : [];

    /// <summary>The fit's options with more words; these may replace the training file and the seed.</summary>
    public FitOptions Options(params string[] more)
    {
        string[] words = [$"at_file={Training}", "rnd_seed=42", $"gp_file={Potential}", Gap, "default_sigma={0.01 0.1 0 0}", "sparse_jitter=1e-3"];
        return FitOptionsParser.Parse([.. words.Where(word => !more.Any(other => other.Split('=')[0] == word.Split('=')[0])), .. more]);
    }

    /// <summary>Threads, and a checkpoint after every block.</summary>
    public FitRunSettings Settings(int threads, bool resume = false, bool inLittleMemory = false) => new()
    {
        Threads = threads,
        Resume = resume,
        CheckpointDirectory = Checkpoint,
        CheckpointInterval = TimeSpan.Zero,
        MaxMemory = inLittleMemory ? LittleMemory() : null,
    };

    /// <summary>Fits until a number of configurations are done and fails then; the state so far stays.</summary>
    public void Interrupt(FitOptions options, int threads, int configurations)
    {
        var progress = new InterruptedProgress(configurations);
        Assert.Throws<InterruptedProgress.Interrupted>(() => GapFitter.Run(options, Settings(threads), progress));
        Assert.NotEmpty(CheckpointFiles);
    }

    public List<double[]> Predict() => Predictions.Of(Potential, Test);

    public void Dispose() => Folder.Dispose();

    /// <summary>Less than one thread with large blocks takes.</summary>
    internal long LittleMemory() => Plan(1, null).Bytes - 150_000;

    internal FitMemory Plan(int threads, long? limit)
    {
        TrainingSet data = TrainingSet.Read(Options(), SilentProgress.Instance);
        return FitMemory.Plan(data.Coordinates, [.. data.Coordinates.Select(coordinate => coordinate.AskedSparseCount)], data.Frames, threads, limit, withVariance: false);
    }
}
