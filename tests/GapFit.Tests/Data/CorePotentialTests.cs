using System.Globalization;
using GapCore;
using GapCore.Evaluation;
using GapCore.IO.QuipXml;
using GapCore.Potentials;
using GapCore.Tests;
using GapCore.Tests.IO;
using GapFit.Data;
using GapFit.Fitting;
using GapFit.Options;

namespace GapFit.Tests.Data;

/// <summary>The core potential is taken off the targets.</summary>
public sealed class CorePotentialTests
{
    private static readonly string CoreXml = ReadCoreXml();

    /// <summary>The reference program's results for a sum of core and GAP, minus the core, are those of the GAP alone.</summary>
    [Fact]
    public void What_is_left_of_a_sum_is_the_rest()
    {
        GapDefinition sum = QuipXmlReader.Read(RepositoryPaths.Reference("si-core", "gap_core.xml"));
        using var folder = new TemporaryFolder();
        TrainingSet set = TrainingSet.Read(
            WithCore(Training.Options(RepositoryPaths.Reference("si-core", "out.gap_core.si_test.xyz")), folder, CoreXml) with
            {
                IsolatedAtomEnergies = sum.IsolatedAtomEnergies,
            },
            SilentProgress.Instance);
        using var evaluator = new GapEvaluator(GapPotential.FromDefinition(
            sum with { Core = null, IsolatedAtomEnergies = new double[119] }, compress: false));
        var result = new EvaluationResult();
        Assert.Equal(11, set.Frames.Count);
        foreach (FitFrame frame in set.Frames)
        {
            evaluator.Evaluate(frame.Structure, Properties.Energy | Properties.Forces | Properties.Virial, result);
            RequireClose(result.Energy, frame.Energy!.Value);
            for (int c = 0; c < frame.Gradient!.Length; c++)
                RequireClose(-result.Forces[c], frame.Gradient[c]);
            double[] virial = SymmetricTensor.FromMatrix(result.Virial);
            for (int c = 0; c < 6; c++)
                RequireClose(-virial[c], frame.StrainGradient![c]);
        }

        Assert.Equal(CoreXml, set.CoreXml);
        Assert.Equal([14], set.Core!.Types.Select(type => type.AtomicNumber));
    }

    [Fact]
    public void Atoms_that_the_core_does_not_know_feel_nothing_of_it()
    {
        double alone = Energy("2\nenergy=0\nSi 0 0 0\nSi 0 0 1.9\n");
        Assert.True(alone < -1, $"{alone}");
        Assert.Equal(alone, Energy("3\nenergy=0\nSi 0 0 0\nC 0 0 1\nSi 0 0 1.9\n"));
    }

    [Fact]
    public void The_isolated_atom_is_that_of_the_core_taken_off()
    {
        using var folder = new TemporaryFolder();
        string embedding = CoreXml.Replace("rho=\"0.0\" E=\"0.0\"", "rho=\"0.0\" E=\"0.25\"", StringComparison.Ordinal);
        TrainingSet set = Training.Read("1\nenergy=-3\nSi 0 0 0\n",
            options => WithCore(options, folder, embedding) with { IsolatedAtomEnergies = null });
        Assert.Equal(-3.25, set.IsolatedAtomEnergies[14], 12);
    }

    [Fact]
    public void Glue_params_may_be_the_root()
    {
        int start = CoreXml.IndexOf("<Glue_params", StringComparison.Ordinal);
        int end = CoreXml.IndexOf("</quip_params>", StringComparison.Ordinal);
        string root = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + CoreXml[start..end];
        Assert.Equal(Energy("2\nenergy=0\nSi 0 0 0\nSi 0 0 1.9\n"), Energy("2\nenergy=0\nSi 0 0 0\nSi 0 0 1.9\n", root));
    }

    [Theory]
    [InlineData(GapErrorKind.Unsupported, "IP LJ", "<a/>", "\"IP LJ\"", "expected \"IP Glue\"")]
    [InlineData(GapErrorKind.Unsupported, "IP Glue E_scale=2", "<a/>", "E_scale")]
    [InlineData(GapErrorKind.Format, "IP Glue", "<a/>", "no Glue_params", "core.xml")]
    [InlineData(GapErrorKind.Format, "IP Glue", "<a>", "malformed", "core.xml:1")]
    [InlineData(GapErrorKind.Format, "IP Glue", "<?xml version=\"1.0\"?>\n<Glue_params n_types=\"one\"/>", "n_types = \"one\"", "core.xml:2")]
    [InlineData(GapErrorKind.Format, "IP Glue label=x", "<Glue_params n_types=\"1\"/>", "label \"x\"")]
    [InlineData(GapErrorKind.Format, "IP Glue", "<!DOCTYPE a><Glue_params n_types=\"1\"/>", "DOCTYPE")]
    [InlineData(GapErrorKind.Io, "IP Glue", "", "core potential file")]
    public void Refuses_other_cores(GapErrorKind kind, string arguments, string xml, params string[] says)
    {
        using var folder = new TemporaryFolder();
        Refusal.Of(kind, () => Training.Read("1\nenergy=-3\nSi 0 0 0\n",
            options => WithCore(options, folder, xml) with { CoreArguments = arguments }), says);
    }

    [Fact]
    public void Atoms_at_one_place_are_refused_with_the_frame() => Refusal.Of(GapErrorKind.Numeric,
        () => Energy("2\nenergy=0\nSi 0 0 0\nSi 0 0 0\n"), "core potential: ", "coincide", "train.xyz:1)");

    private static double Energy(string text, string? xml = null)
    {
        using var folder = new TemporaryFolder();
        return Training.ReadFrame(text, options => WithCore(options, folder, xml ?? CoreXml)).Energy!.Value;
    }

    private static FitOptions WithCore(FitOptions options, TemporaryFolder folder, string xml) =>
        options with { CoreFile = folder.Write("core.xml", xml), CoreArguments = "IP Glue" };

    private static void RequireClose(double expected, double found) => Assert.True(Math.Abs(expected - found) < 1e-8,
        string.Create(CultureInfo.InvariantCulture, $"{found:g17} instead of {expected:g17}"));

    private static string ReadCoreXml()
    {
        string whole = File.ReadAllText(RepositoryPaths.Reference("si-core", "gap_core.xml"));
        const string end = "</quip_params>";
        return whole[whole.IndexOf("<quip_params>", StringComparison.Ordinal)..(whole.IndexOf(end, StringComparison.Ordinal) + end.Length)];
    }
}
