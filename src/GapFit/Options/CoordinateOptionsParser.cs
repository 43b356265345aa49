using GapCore;
using GapCore.Descriptors;
using GapCore.Potentials;
using GapCore.Text;

namespace GapFit.Options;

/// <summary>Reads one entry of <c>gap</c> (gap-math 6, 7): a descriptor, its kernel and how its sparse points are chosen.</summary>
internal static class CoordinateOptionsParser
{
    private static readonly Dictionary<string, KernelKind> Kernels = new()
    {
        ["ard_se"] = KernelKind.SquaredExponential,
        ["gaussian"] = KernelKind.SquaredExponential,
        ["dot_product"] = KernelKind.DotProduct,
        ["pp"] = KernelKind.PiecewisePolynomial,
    };

    private static readonly Dictionary<string, SparseMethod> SparseMethods = new()
    {
        ["random"] = SparseMethod.Random,
        ["uniform"] = SparseMethod.Uniform,
        ["cur_points"] = SparseMethod.CurPoints,
        ["cur_covariance"] = SparseMethod.CurCovariance,
        ["kmeans"] = SparseMethod.KMeans,
        ["none"] = SparseMethod.None,
        ["file"] = SparseMethod.File,
        ["index_file"] = SparseMethod.IndexFile,
        ["farthest_point"] = SparseMethod.FarthestPoint,
        ["farthest-point"] = SparseMethod.FarthestPoint,
        ["fps"] = SparseMethod.FarthestPoint,
    };

    private static readonly string[] LengthScaleKeys = ["theta_uniform", "theta_fac", "theta_file"];

    private static readonly string[] SpeciesKeys = ["Z", "Z_center", "Z1", "Z2", "n_Z", "n_species", "species_Z"];

    /// <param name="text">The entry.</param>
    /// <param name="number">Its number, from 1.</param>
    /// <param name="notes">Gets what the user should know.</param>
    public static CoordinateOptions Parse(string text, int number, List<string> notes)
    {
        string place = $"gap entry {number}";
        List<KeyValueEntry> entries = KeyValueText.Parse(text, place);
        int named = entries.FindIndex(entry => entry.Value is null);
        if (named < 0)
            throw new GapException(GapErrorKind.Argument,
                $"{place} {Shown.Quoted(text)} has no name, expected a word such as soap, distance_2b or angle_3b");
        string name = entries[named].Key;
        var descriptor = DescriptorKeys.Of(name, place);
        entries.RemoveAt(named);
        place += $" ({name})";

        var set = new OptionSet(entries, FitKeys.Entry(name, descriptor.Keys), place);
        KernelKind? kernel = set.Contains("covariance_type") ? set.Choice("covariance_type", Kernels, default, "bond_real_space") : null;
        SparseMethod method =
            set.Choice("sparse_method", SparseMethods, SparseMethod.Random, "fuzzy", "cluster", "pivot", "covariance");
        set.Require(Missing(set, kernel, method));
        bool addSpecies = set.Flag("add_species", true);
        // Only add_species=T is no word of the potential file (gap-math 13).
        IEnumerable<KeyValueEntry> kept = entries.Where(entry => !(addSpecies && entry.Key == "add_species")).Prepend(new(name, null));
        CoordinateOptions options = new()
        {
            Descriptor = OptionWords.Join(kept),
            Name = name,
            Place = place,
            AddSpecies = addSpecies,
            Kernel = kernel!.Value,
            EnergyScale = set.Positive("delta"),
            SignalMean = set.Real("f0", 0),
            SparseMethod = method,
            SparseCount = method == SparseMethod.None ? 0 : set.Integer("n_sparse", 0, 0),
            SparseCountByConfigType = SparseCounts(set, method),
            SparseFile = IsFromFile(method) ? set.Text("sparse_file") : null,
            PrintSparseIndex = set.Text("print_sparse_index"),
            UniqueHashTolerance = set.NotNegative("unique_hash_tolerance", 1e-10),
            UniqueDescriptorTolerance = set.NotNegative("unique_descriptor_tolerance", 1e-10),
        };
        options = WithLengthScales(options, set, Dimensions(descriptor, options));
        AddNotes(set, options, notes);
        return options;
    }

    /// <summary>What is missing besides the keys that are always mandatory.</summary>
    private static IEnumerable<string> Missing(OptionSet set, KernelKind? kernel, SparseMethod method)
    {
        if (kernel == KernelKind.DotProduct && !set.Contains("zeta"))
            yield return set.Given("zeta");
        if (kernel is not (null or KernelKind.DotProduct) && !LengthScaleKeys.Any(set.Contains))
            yield return $"one of {string.Join(" / ", LengthScaleKeys)}";
        bool isCounted = set.Integer("n_sparse", 0, 0) > 0 || set.Contains("config_type_n_sparse");
        if (!isCounted && method != SparseMethod.None && !IsFromFile(method))
            yield return set.Given("n_sparse");
        if (IsFromFile(method) && !set.Contains("sparse_file"))
            yield return set.Given("sparse_file");
    }

    private static bool IsFromFile(SparseMethod method) => method is SparseMethod.File or SparseMethod.IndexFile;

    /// <summary>Checks the descriptor's own keys with the evaluation's parser.</summary>
    private static int Dimensions(DescriptorKeys descriptor, CoordinateOptions options)
    {
        try
        {
            return descriptor.Dimensions(DescriptorString.Parse(options.Descriptor));
        }
        catch (GapException refusal)
        {
            throw new GapException(refusal.Kind, $"{options.Place}: {refusal.Message}", refusal);
        }
    }

    private static CoordinateOptions WithLengthScales(CoordinateOptions options, OptionSet set, int dimensions)
    {
        string[] rules = [.. LengthScaleKeys.Where(set.Contains)];
        if (options.Kernel == KernelKind.DotProduct)
            return rules.Length == 0
                ? options with { Zeta = set.Positive("zeta") }
                : throw set.Wrong(rules[0], "no length scale: zeta is the one parameter of dot_product");
        if (set.Contains("zeta"))
            throw set.Wrong("zeta", "no exponent: that is for covariance_type=dot_product");
        if (rules.Length > 1)
            throw set.Wrong(rules[1], $"not besides {set.Given(rules[0])}: exactly one of {string.Join(", ", LengthScaleKeys)}");
        return rules[0] switch
        {
            "theta_uniform" => options with { LengthScaleRule = LengthScaleRule.Uniform, LengthScaleValues = [set.Positive(rules[0])] },
            "theta_fac" => options with { LengthScaleRule = LengthScaleRule.Factor, LengthScaleValues = Factors(set, dimensions) },
            _ => options with { LengthScaleRule = LengthScaleRule.File, LengthScaleFile = set.Text(rules[0]) },
        };
    }

    private static double[] Factors(OptionSet set, int dimensions)
    {
        string expected = dimensions switch
        {
            0 => "positive numbers",
            1 => "a positive number",
            _ => $"1 or {dimensions} positive numbers",
        };
        double[] factors = set.Reals("theta_fac", expected);
        bool fits = factors.Length == 1 || (dimensions == 0 ? factors.Length > 1 : factors.Length == dimensions);
        return fits && factors.All(factor => factor > 0) ? factors : throw set.Wrong("theta_fac", expected);
    }

    private static ConfigTypeCount[] SparseCounts(OptionSet set, SparseMethod method)
    {
        const string key = "config_type_n_sparse";
        const string expected = "{config_type:number:...} with positive integers";
        if (!set.Contains(key))
            return [];
        if (method == SparseMethod.None || IsFromFile(method))
            throw set.Wrong(key, "no numbers: the sparse_method takes all its points");
        if (set.Integer("n_sparse", 0, 0) > 0)
            throw set.Wrong("n_sparse", $"not besides {key}");
        List<(string Name, double[] Numbers)> groups = set.NamedNumbers(key, 1, expected);
        return groups.Count > 0 && groups.All(group => group.Numbers[0] is >= 1 and <= int.MaxValue && double.IsInteger(group.Numbers[0]))
            ? [.. groups.Select(group => new ConfigTypeCount(group.Name, (int)group.Numbers[0]))]
            : throw set.Wrong(key, expected);
    }

    private static void AddNotes(OptionSet set, CoordinateOptions options, List<string> notes)
    {
        notes.AddRange(set.Notes);
        if (set.Contains("sparse_file") && options.SparseFile is null)
            notes.Add(set.NoEffect("sparse_file", ": sparse_method is not file or index_file"));
        if (set.Contains("n_sparse") && options.SparseMethod == SparseMethod.None)
            notes.Add(set.NoEffect("n_sparse", ": sparse_method=none takes every point"));
        if (options.AddSpecies)
            notes.AddRange(SpeciesKeys.Where(set.Contains)
                .Select(key => set.NoEffect(key, ": add_species=T, the default, puts the training data's species in its place")));
    }
}
