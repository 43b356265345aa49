using System.Globalization;
using System.Text;
using GapCore.Atoms;
using GapCore.Evaluation;
using GapCore.Numerics;
using GapCore.Potentials;
using GapCore.Tests.IO;
using GapFit.Fitting;
using GapFit.Options;
using GapFit.Tests.Reference;

namespace GapFit.Tests.Fitting;

/// <summary>Small fits of sodium with their posterior variance, and the same data in a process that is computed from its definition.</summary>
internal sealed class PosteriorFit : IDisposable
{
    public const string Pairs = "distance_2b cutoff=5.0 cutoff_transition_width=1.0 covariance_type=ard_se theta_uniform=0.6 delta=0.7 f0=0.2 sparse_method=none";
    public const string FewPairs = "distance_2b cutoff=5.0 cutoff_transition_width=1.0 covariance_type=ard_se theta_uniform=0.6 delta=0.7 n_sparse=5 sparse_method=uniform";
    public const string Triplets = "angle_3b cutoff=4.5 covariance_type=ard_se theta_fac=0.5 delta=0.1 n_sparse=6 sparse_method=uniform";
    public const string Soap = "soap l_max=2 n_max=3 cutoff=5.0 atom_sigma=0.6 zeta=3 delta=0.4 covariance_type=dot_product n_sparse=8 sparse_method=farthest_point";

    private const double Jitter = 1e-10;

    private readonly TemporaryFolder _folder = new();

    public string Potential => _folder.File("na.xml");

    public string Posterior => Potential + ".posterior";

    public void Dispose() => _folder.Dispose();

    /// <summary>Atoms in the cell's corner, none closer than 2.4 A.</summary>
    public static Structure Cluster(int atoms, int seed, double box = 6)
    {
        var random = new Random(seed);
        var positions = new List<double>();
        while (positions.Count < 3 * atoms)
        {
            double[] next = [.. Enumerable.Range(0, 3).Select(_ => box * random.NextDouble())];
            if (positions.Chunk(3).All(other => Math.Sqrt(other.Zip(next, (a, b) => (a - b) * (a - b)).Sum()) > 2.4))
                positions.AddRange(next);
        }

        return new Structure([.. Enumerable.Repeat(11, atoms)], [.. positions], Cell.Free);
    }

    public static Structure Dimer(double distance) => new([11, 11], [0, 0, 0, distance, 0, 0], Cell.Free);

    /// <summary>Fits energies, and derivatives where their sigma is not zero; what the energies are does not matter to a variance.</summary>
    public FitResult Run(string gap, IReadOnlyList<Structure> structures, double energySigma, double forceSigma, int threads = 1, bool withVariance = true)
    {
        string data = _folder.Write("train.xyz", string.Concat(structures.Select(structure => Frame(structure, forceSigma > 0))));
        FitOptions options = FitOptionsParser.Parse([
            $"at_file={data}", $"gap={{{gap}}}", FormattableString.Invariant($"default_sigma={{{energySigma} {(forceSigma > 0 ? forceSigma : 1)} 1.0 1.0}}"),
            "e0=0.0", $"gp_file={Potential}", "rnd_seed=1", FormattableString.Invariant($"sparse_jitter={Jitter}")]);
        return GapFitter.Run(options, new FitRunSettings { Threads = threads, WithVariance = withVariance }, SilentProgress.Instance);
    }

    public static DenseProcess Dense(FitResult fit, IReadOnlyList<Structure> structures, double energySigma, double forceSigma)
    {
        var process = new DenseProcess(fit.Definition!.Coordinates, Jitter);
        foreach (Structure structure in structures)
        {
            process.AddEnergy(structure, energySigma * Math.Sqrt(structure.Count));
            if (forceSigma > 0)
                process.AddForces(structure, forceSigma);
        }

        return process;
    }

    public double[] Variances(Structure structure, int threads = 1, SimdLevel? level = null)
    {
        using var evaluator = new GapEvaluator(GapPotential.Load(Potential), threads, level);
        var result = new EvaluationResult();
        evaluator.Evaluate(structure, Properties.PosteriorVariances, result);
        return result.PosteriorVariances.ToArray();
    }

    private static string Frame(Structure structure, bool withForces)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{structure.Count}\nLattice=\"60 0 0 0 60 0 0 0 60\" pbc=\"F F F\" energy=-1.5 Properties=species:S:1:pos:R:3{(withForces ? ":force:R:3" : "")}\n");
        for (int i = 0; i < structure.Count; i++)
        {
            ReadOnlySpan<double> r = structure.Positions.Slice(3 * i, 3);
            text.Append(CultureInfo.InvariantCulture, $"Na {r[0]:r} {r[1]:r} {r[2]:r}{(withForces ? " 0.1 -0.2 0.3" : "")}\n");
        }

        return text.ToString();
    }
}
