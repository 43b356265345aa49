using GapCore;
using GapCore.Atoms;
using GapCore.IO;
using GapCore.Text;

namespace GapFit.Options;

/// <summary>
/// Reads the command line of a fit: the keys and aliases of gap_fit (gap-math 7). Words that gap_fit would ignore, misspelt ones among them,
/// are refused.
/// </summary>
public static class FitOptionsParser
{
    private const string ConfigFileKey = "config_file";
    private const int LongestFile = 1 << 20;

    private static readonly Dictionary<string, IsolatedAtomMethod> IsolatedAtomMethods = new()
    {
        ["isolated"] = IsolatedAtomMethod.Isolated,
        ["average"] = IsolatedAtomMethod.Average,
    };

    /// <summary>Reads words, each <c>KEY=VALUE</c> as the shell gave it; braces that it cut at blanks are put together.</summary>
    /// <param name="words">The words. <c>config_file=PATH</c> among them: the file's contents replace the rest.</param>
    /// <exception cref="GapException">Argument: unknown, repeated or missing keys, malformed values. Unsupported: what GapSharp cannot fit.
    /// Io: the config file cannot be read.</exception>
    public static FitOptions Parse(IReadOnlyList<string> words)
    {
        const string place = "the command line";
        List<KeyValueEntry> entries = OptionWords.Split(words, place);
        KeyValueEntry[] files = [.. entries.Where(entry => entry.Key == ConfigFileKey)];
        if (files.Length == 0)
            return Read(entries, place);
        string path = new OptionSet(files, FitKeys.TopLevel, place).Text(ConfigFileKey)!;
        FitOptions options = ParseFile(path);
        string[] ignored = [.. entries.Where(entry => entry.Key != ConfigFileKey).Select(entry => Shown.Quoted(entry.Key))];
        string note = $"{string.Join(", ", ignored)} in {place} ignored: {ConfigFileKey} replaces everything else";
        return ignored.Length == 0 ? options : options with { Notes = [.. options.Notes, note] };
    }

    /// <summary>Reads a file of keys separated by blanks or new lines, at most 1 MiB; lines that begin with # are comments.</summary>
    /// <exception cref="GapException">As for <see cref="Parse"/>, and Format: braces or quotes that do not close.</exception>
    public static FitOptions ParseFile(string path)
    {
        string place = $"config file {Shown.Path(path)}";
        return ParseText(ReadFile(path, place), place);
    }

    /// <summary>Reads a text of keys as a config file holds them; <see cref="FitOptions.CommandLine"/> is one.</summary>
    internal static FitOptions ParseText(string text, string place)
    {
        List<KeyValueEntry> entries = KeyValueText.Parse(WithoutComments(text), place);
        return entries.Exists(entry => entry.Key == ConfigFileKey)
            ? throw new GapException(GapErrorKind.Argument, $"{ConfigFileKey} in {place}, expected the keys of the fit themselves")
            : Read(entries, place);
    }

    /// <summary>The text of a config file on one line, without its comments.</summary>
    internal static string WithoutComments(string text) =>
        string.Join(' ', text.Split(['\r', '\n']).Where(line => !line.TrimStart().StartsWith('#'))).ReplaceLineEndings(" ");

    /// <summary>The text of a config file, at most 1 MiB.</summary>
    internal static string ReadFile(string path, string place)
    {
        using FileStream file = RegularFile.Open(path, "config file");
        if (file.Length > LongestFile)
            throw new GapException(GapErrorKind.Format, $"{place} has {file.Length} bytes, expected at most {LongestFile}");
        try
        {
            using var reader = new StreamReader(file);
            return reader.ReadToEnd();
        }
        catch (IOException error)
        {
            throw new GapException(GapErrorKind.Io, $"{place} cannot be read: {RegularFile.OneLine(error.Message)}", error);
        }
    }

    private static FitOptions Read(List<KeyValueEntry> entries, string place)
    {
        var set = new OptionSet(entries, FitKeys.TopLevel, place);
        set.Require([]);
        RefuseUnsupported(set);
        List<string> notes = [.. set.Notes];
        FitOptions defaults = new() { AtomsFile = "", Gap = [], DefaultRegularisation = default, CommandLine = "" };
        FitOptions options = defaults with
        {
            AtomsFile = set.Text("atoms_filename")!,
            Gap = [.. GapEntries.Split(set.Text("gap")!).Select((entry, index) => CoordinateOptionsParser.Parse(entry, index + 1, notes))],
            RegularisationIsPerAtom = set.Flag("kernel_regularisation_is_per_atom", defaults.RegularisationIsPerAtom),
            IsolatedAtomEnergies = IsolatedAtomEnergies(set),
            IsolatedAtomMethod = set.Choice("e0_method", IsolatedAtomMethods, defaults.IsolatedAtomMethod),
            IsolatedAtomOffset = set.Real("e0_offset", defaults.IsolatedAtomOffset),
            Keys = Keys(set),
            SparseJitter = set.NotNegative("sparse_jitter", defaults.SparseJitter),
            CoreFile = set.Text("baseline_param_filename") ?? defaults.CoreFile,
            CoreArguments = set.Text("baseline_ip_args"),
            PotentialFile = set.Text("gap_file") ?? defaults.PotentialFile,
            CopyAtomsFile = set.Flag("do_copy_atoms_file", defaults.CopyAtomsFile),
            SparseInSeparateFiles = set.Flag("sparse_separate_file", defaults.SparseInSeparateFiles),
            Seed = set.Integer("rnd_seed", -1, -1) is >= 0 and int seed ? seed : null,
            SparsifyOnly = set.Flag("sparsify_only_no_fit", defaults.SparsifyOnly),
            DryRun = set.Flag("dryrun", defaults.DryRun),
            LinearSystemDump = set.Text("linear_system_dump_file"),
            CommandLine = OptionWords.Join(entries),
        };
        options = RegularisationParser.Read(set, options, notes);
        if (options.IsolatedAtomEnergies is not null && set.Contains("e0_method"))
            notes.Add(set.NoEffect("e0_method", ": e0 is given"));
        if (options.CoreArguments is null && set.Contains("baseline_param_filename"))
            notes.Add(set.NoEffect("baseline_param_filename", " without core_ip_args"));
        return options with { Notes = [.. notes.Distinct()] };
    }

    private static void RefuseUnsupported(OptionSet set)
    {
        if (set.Flag("export_covariance", false))
            throw set.Unsupported("export_covariance", "F");
        if (set.Contains("local_property0"))
            throw set.Unsupported("local_property0", "energies: local properties are not fitted");
        if (set.Contains("template_file"))
            throw set.Unsupported("template_file", "no template: the training data say all that a fit needs");
    }

    /// <summary>e0 by atomic number: one number for all, or by chemical symbol and 0 for the others; null when it is not given.</summary>
    private static double[]? IsolatedAtomEnergies(OptionSet set)
    {
        const string expected = "a finite real number or {symbol:energy:...}, each element once";
        if (!set.TryGet("e0", out string? value))
            return null;
        double[] energies = new double[Elements.MaxAtomicNumber + 1];
        if (!value.Contains(':'))
        {
            Array.Fill(energies, set.Real("e0", 0), 1, Elements.MaxAtomicNumber);
            return energies;
        }

        List<(string Name, double[] Numbers)> given = set.NamedNumbers("e0", 1, expected);
        var seen = new HashSet<int>();
        foreach ((string symbol, double[] numbers) in given)
            energies[Elements.TryGetNumber(symbol, out int z) && seen.Add(z) ? z : throw set.Wrong("e0", expected)] = numbers[0];
        return seen.Count > 0 ? energies : throw set.Wrong("e0", expected);
    }

    private static DataKeys Keys(OptionSet set)
    {
        set.TryGet("parameter_name_prefix", out string? given);
        string prefix = given ?? "";
        DataKeys defaults = new();
        return new DataKeys
        {
            Prefix = prefix,
            Energy = prefix + (set.Text("energy_parameter_name") ?? defaults.Energy),
            Force = prefix + (set.Text("force_parameter_name") ?? defaults.Force),
            Virial = prefix + (set.Text("virial_parameter_name") ?? defaults.Virial),
            Stress = prefix + (set.Text("stress_parameter_name") ?? defaults.Stress),
            Hessian = prefix + (set.Text("hessian_parameter_name") ?? defaults.Hessian),
            LocalProperty = prefix + (set.Text("local_property_parameter_name") ?? defaults.LocalProperty),
            ConfigType = set.Text("config_type_parameter_name") ?? defaults.ConfigType,
            Sigma = set.Text("kernel_regularisation_parameter_name") ?? defaults.Sigma,
            ForceMask = set.Text("force_mask_parameter_name") ?? defaults.ForceMask,
        };
    }
}
