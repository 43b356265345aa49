using GapCore;
using GapCore.Tests.IO;
using GapFit.Fitting;

namespace GapFit.Tests.Fitting;

/// <summary>Threads, block sizes and the memory that decides them change a fit by rounding only.</summary>
public sealed class ParallelFitTests : IDisposable
{
    private readonly SodiumFit _fit = new();

    public void Dispose() => _fit.Dispose();

    [Fact]
    public void Threads_do_not_change_predictions()
    {
        List<double[]> one = Fit(new FitRunSettings { Threads = 1 });
        Predictions.Agree(one, Fit(new FitRunSettings { Threads = 2 }), 1e-9);
        Predictions.Agree(one, Fit(new FitRunSettings { Threads = 3 }), 1e-9);
    }

    [Fact]
    public void Little_memory_means_fewer_threads_and_the_same_predictions()
    {
        FitMemory plan = _fit.Plan(3, _fit.LittleMemory());
        Assert.Equal(1, plan.Workers);
        Assert.InRange(plan.BlockRows, 64, 511);
        Predictions.Agree(
            Fit(new FitRunSettings { Threads = 3 }), Fit(new FitRunSettings { Threads = 3, MaxMemory = _fit.LittleMemory() }), 1e-9);
    }

    [Fact]
    public void Too_little_memory_is_refused_with_what_it_takes()
    {
        Refusal.Of(GapErrorKind.Argument, () => Fit(new FitRunSettings { Threads = 2, MaxMemory = 20_000_000 }),
            "the fit needs ", " MB even with one thread and small blocks, expected at most 20 MB (--max-memory); fewer sparse points need less");
        Assert.False(File.Exists(_fit.Potential));
    }

    [Fact]
    public void The_expected_memory_is_said_before_anything_is_chosen()
    {
        var progress = new Data.HeardProgress();
        Assert.Throws<InterruptedProgress.Interrupted>(() => GapFitter.Run(_fit.Options(), new FitRunSettings { Threads = 2 }, new UntilSparsePoints(progress)));
        Assert.Contains(progress.Notes, note => note.StartsWith("expected peak memory ", StringComparison.Ordinal)
            && note.EndsWith(" MB (sparse points 75, threads 2, rows per block 512)"));
    }

    private List<double[]> Fit(FitRunSettings settings)
    {
        GapFitter.Run(_fit.Options(), settings, SilentProgress.Instance);
        return _fit.Predict();
    }

    private sealed class UntilSparsePoints(IFitProgress heard) : IFitProgress
    {
        public void Begin(string phase, long steps)
        {
            if (phase == "sparse points")
                throw new InterruptedProgress.Interrupted();
        }

        public void Advance(long steps)
        {
        }

        public void Note(string text) => heard.Note(text);
    }
}
