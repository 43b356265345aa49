using GapCore.IO.QuipXml;
using GapCore.Potentials;
using GapCore.Tests;
using GapFit.Data;
using GapFit.Fitting;
using GapFit.Options;

namespace GapFit.Tests.Fitting;

/// <summary>The file of a fit: every number comes back, in each of its forms, and it evaluates.</summary>
public sealed class FittedPotentialTests : IDisposable
{
    private readonly SodiumFit _fit = new();

    public void Dispose() => _fit.Dispose();

    [Theory]
    [InlineData("sparse_separate_file=T")]
    [InlineData("sparse_separate_file=F")]
    [InlineData("do_copy_at_file=T")]
    [InlineData("do_copy_at_file=F")]
    public void Numbers_come_back_bit_for_bit(string word)
    {
        GapDefinition fitted = Fit(_fit.Options(word));
        GapDefinition read = QuipXmlReader.Read(_fit.Potential);
        Assert.Equal(fitted.IsolatedAtomEnergies, read.IsolatedAtomEnergies);
        Assert.Equal(2, read.Coordinates.Count);
        foreach ((CoordinateDefinition expected, CoordinateDefinition actual) in fitted.Coordinates.Zip(read.Coordinates))
        {
            Assert.Equal(expected.SparsePoints, actual.SparsePoints);
            Assert.Equal(expected.Weights, actual.Weights);
            Assert.Equal(expected.SparseCutoffs, actual.SparseCutoffs);
            Assert.Equal(expected.LengthScales, actual.LengthScales);
            Assert.Equal(expected.Descriptor.Trim(), actual.Descriptor.Trim());
        }

        Predictions.Agree(Predictions.Of(GapPotential.FromDefinition(fitted), SodiumFit.Test), _fit.Predict(), 1e-15);
        Assert.Equal(word != "sparse_separate_file=F", Directory.GetFiles(_fit.Folder.FullName, "na.xml.sparseX.*").Length == 2);
        bool copied = File.ReadAllText(_fit.Potential).Contains("<XYZ_data>", StringComparison.Ordinal);
        Assert.Equal(word != "do_copy_at_file=F", copied);
    }

    /// <summary>As well as so few components and points can: the energies differ by 1 eV per atom.</summary>
    [Fact]
    public void Energies_of_the_training_data_come_out()
    {
        Fit(_fit.Options("sparse_jitter=1e-8", "default_sigma={0.002 0.05 0 0}"));
        double[] energies = [.. Predictions.Of(_fit.Potential, SodiumFit.Training).Select(numbers => numbers[0])];
        TrainingSet data = TrainingSet.Read(_fit.Options(), SilentProgress.Instance);
        double[] errors = [.. data.Frames.Select((frame, i) => (energies[i] - Isolated(data, frame) - frame.Energy!.Value) / frame.Structure.Count)];
        Assert.InRange(Math.Sqrt(errors.Average(error => error * error)), 0, 0.03);
    }

    [Fact]
    public void A_core_potential_is_written_as_a_sum()
    {
        string reference = RepositoryPaths.Reference("si-core", "gap_core.xml");
        string xml = File.ReadAllText(reference);
        int start = xml.IndexOf("<Glue_params", StringComparison.Ordinal);
        int end = xml.IndexOf("</Glue_params>", StringComparison.Ordinal) + "</Glue_params>".Length;
        string core = _fit.Folder.Write("glue.xml", xml[start..end] + "\n");
        string data = RepositoryPaths.Reference("si-core", "out.gap_core.si_test.xyz");
        string gap = "gap={distance_2b cutoff=5.0 covariance_type=ard_se theta_uniform=1.0 delta=0.5 n_sparse=10 sparse_method=uniform}";
        string[] words = [$"at_file={data}", gap, "e0=0", "default_sigma={0.001 0.01 0.01 0}", "sparse_jitter=1e-6"];
        FitResult with = GapFitter.Run(
            _fit.Options([.. words, $"core_param_file={core}", "core_ip_args={IP Glue}"]), new FitRunSettings { Threads = 1 }, SilentProgress.Instance);
        GapDefinition read = QuipXmlReader.Read(_fit.Potential);
        Assert.NotNull(read.Core);
        Assert.Contains("init_args=\"Sum init_args_pot1={IP Glue} init_args_pot2={IP GAP label=", File.ReadAllText(_fit.Potential));
        Predictions.Agree(Predictions.Of(GapPotential.FromDefinition(with.Definition!), data), Predictions.Of(_fit.Potential, data), 1e-15);
        // The core's share is in the sum: without it the numbers are others.
        List<double[]> rest = Predictions.Of(GapPotential.FromDefinition(with.Definition! with { Core = null }), data);
        Assert.ThrowsAny<Exception>(() => Predictions.Agree(rest, Predictions.Of(_fit.Potential, data), 1e-3));
    }

    /// <summary>Sodium chloride: pairs NaNa, NaCl, ClCl and a SOAP of each species, forces and virials of periodic cells.</summary>
    [Fact]
    public void Several_species_are_fitted()
    {
        string data = RepositoryPaths.Data("nacl.xyz");
        string gap = "gap={{distance_2b cutoff=5.0 covariance_type=ard_se theta_uniform=1.0 delta=0.5 n_sparse=8 sparse_method=uniform}"
            + " : {soap l_max=3 n_max=3 cutoff=4.5 atom_sigma=0.6 covariance_type=dot_product zeta=2 delta=0.2 n_sparse=20 sparse_method=cur_points}}";
        FitOptions options = _fit.Options($"at_file={data}", gap, "default_sigma={0.002 0.05 0.05 0}");
        GapDefinition fitted = Fit(options);
        Assert.Equal(["8", "8", "8", "20", "20"], fitted.Coordinates.Select(coordinate => $"{coordinate.SparseCount}"));
        Predictions.Agree(Predictions.Of(GapPotential.FromDefinition(fitted), data), Predictions.Of(_fit.Potential, data), 1e-15);
        List<double[]> one = Predictions.Of(_fit.Potential, data);
        GapFitter.Run(options, new FitRunSettings { Threads = 2 }, SilentProgress.Instance);
        Predictions.Agree(one, Predictions.Of(_fit.Potential, data), 1e-8);
    }

    private static GapDefinition Fit(FitOptions options) =>
        GapFitter.Run(options, new FitRunSettings { Threads = 1 }, SilentProgress.Instance).Definition!;

    private static double Isolated(TrainingSet data, FitFrame frame)
    {
        double sum = 0;
        foreach (int z in frame.Structure.Numbers)
            sum += data.IsolatedAtomEnergies[z];
        return sum;
    }
}
