using GapCore;
using GapCore.Atoms;
using GapCore.Potentials;

namespace GapFit.Tests.Fitting;

/// <summary>The file beside the potential: there when asked for, and refused by name when it is not what it must be.</summary>
public sealed class PosteriorFileTests : IDisposable
{
    private static readonly Structure[] Clusters = [PosteriorFit.Cluster(4, 1), PosteriorFit.Cluster(4, 2)];

    private readonly PosteriorFit _fit = new();

    public void Dispose() => _fit.Dispose();

    [Fact]
    public void Is_written_only_when_asked_for()
    {
        Assert.Null(_fit.Run(PosteriorFit.FewPairs, Clusters, 0.1, 0, withVariance: false).Report.PosteriorFile);
        Assert.False(File.Exists(_fit.Posterior));
        Refused(GapErrorKind.Unsupported, "has no posterior variance", "na.xml.posterior", "fit with --variance");
        Assert.Equal(_fit.Posterior, _fit.Run(PosteriorFit.FewPairs, Clusters, 0.1, 0).Report.PosteriorFile);
        GapPotential.Load(_fit.Potential).LoadPosterior();
    }

    [Fact]
    public void Has_the_length_that_two_triangles_need()
    {
        _fit.Run(PosteriorFit.FewPairs, Clusters, 0.1, 0);
        Assert.Equal(44 + 2 * 8 * (5 * 6 / 2) + 32, new FileInfo(_fit.Posterior).Length);
    }

    [Fact]
    public void Of_another_fit_is_refused()
    {
        _fit.Run(PosteriorFit.FewPairs, Clusters, 0.1, 0);
        _fit.Run(PosteriorFit.FewPairs, Clusters, 0.2, 0, withVariance: false);
        Refused(GapErrorKind.Format, "na.xml.posterior", "belongs to another potential", "expected fingerprint");
    }

    [Theory]
    [InlineData(0, "has another beginning")]
    [InlineData(8, "has version")]
    [InlineData(20, "belongs to another potential")]
    [InlineData(60, "is damaged: its check sum is")]
    [InlineData(-1, "is damaged: its check sum is")]
    public void With_a_changed_byte_is_refused(int place, string reason)
    {
        _fit.Run(PosteriorFit.FewPairs, Clusters, 0.1, 0);
        byte[] bytes = File.ReadAllBytes(_fit.Posterior);
        bytes[place < 0 ? bytes.Length + place : place] ^= 1;
        File.WriteAllBytes(_fit.Posterior, bytes);
        Refused(GapErrorKind.Format, "na.xml.posterior", reason);
    }

    [Fact]
    public void Cut_short_is_refused()
    {
        _fit.Run(PosteriorFit.FewPairs, Clusters, 0.1, 0);
        byte[] bytes = File.ReadAllBytes(_fit.Posterior);
        File.WriteAllBytes(_fit.Posterior, bytes[..^8]);
        Refused(GapErrorKind.Format, "is damaged: it has", "expected 316");
        File.WriteAllBytes(_fit.Posterior, bytes[..30]);
        Refused(GapErrorKind.Format, "has another beginning");
    }

    [Fact]
    public void Of_a_potential_in_memory_is_refused()
    {
        GapDefinition definition = _fit.Run(PosteriorFit.FewPairs, Clusters, 0.1, 0).Definition!;
        Refused(GapPotential.FromDefinition(definition), GapErrorKind.Unsupported, "expected one that was read from a file");
    }

    private void Refused(GapErrorKind kind, params string[] words) => Refused(GapPotential.Load(_fit.Potential), kind, words);

    private static void Refused(GapPotential potential, GapErrorKind kind, params string[] words)
    {
        GapException error = Assert.Throws<GapException>(potential.LoadPosterior);
        Assert.Equal(kind, error.Kind);
        Assert.DoesNotContain('\n', error.Message);
        Assert.All(words, word => Assert.Contains(word, error.Message, StringComparison.Ordinal));
    }
}
