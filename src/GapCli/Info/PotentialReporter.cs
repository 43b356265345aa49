using System.Security.Cryptography;
using GapCore;
using GapCore.Atoms;
using GapCore.Descriptors;
using GapCore.Potentials;

namespace GapCli.Info;

/// <summary>Loads a potential and collects what there is to say about it.</summary>
internal static class PotentialReporter
{
    internal static PotentialReport Describe(string path)
    {
        long before = GC.GetTotalMemory(forceFullCollection: true);
        GapPotential potential = GapPotential.Load(path);
        long loaded = GC.GetTotalMemory(forceFullCollection: true) - before;
        GapDefinition definition = potential.Definition;
        return new PotentialReport
        {
            File = path,
            Sha256 = Sha256(path),
            Label = definition.Label,
            GapsharpVersion = HelpAndVersion.Version,
            GapVersion = definition.GapVersion,
            Cutoff = potential.Cutoff,
            Species = [.. potential.Species.Select(Elements.Symbol)],
            IsolatedAtomEnergies = IsolatedAtomEnergies(potential),
            EnergyScale = definition.EnergyScale,
            CorePotential = definition.Core is null ? null : Core(definition.Core),
            Terms = [.. potential.Coordinates.Select(Term)],
            PosteriorVariance = Posterior(potential),
            SparseBytes = definition.Coordinates.Sum(SparseBytes),
            LoadedBytes = Math.Max(loaded, 0),
            CommandLine = definition.CommandLine,
        };
    }

    private static string Sha256(string path)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            return Convert.ToHexStringLower(SHA256.HashData(file));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new GapException(GapErrorKind.Io, $"{path} cannot be read again ({failure.Message}), expected a readable file", failure);
        }
    }

    private static PosteriorReport? Posterior(GapPotential potential)
    {
        if (potential.PosteriorFile is not { } file)
            return null;
        try
        {
            potential.CheckPosterior();
            return new PosteriorReport(file, new FileInfo(file).Length, null);
        }
        catch (GapException error)
        {
            return new PosteriorReport(file, new FileInfo(file).Length, error.Message);
        }
    }

    private static Dictionary<string, double> IsolatedAtomEnergies(GapPotential potential)
    {
        double[] energies = potential.Definition.IsolatedAtomEnergies;
        IEnumerable<int> numbers = potential.Species.Count > 0
            ? potential.Species
            : Enumerable.Range(1, Elements.MaxAtomicNumber).Where(number => energies[number] != 0);
        return numbers.ToDictionary(Elements.Symbol, number => energies[number]);
    }

    private static TermReport Term(CoordinateTerm term)
    {
        CoordinateDefinition coordinate = term.Definition;
        DescriptorString descriptor = term.Text;
        return new TermReport
        {
            Descriptor = descriptor.Name,
            Species = SpeciesKeys(descriptor),
            Parameters = coordinate.Descriptor.Trim(),
            Cutoff = descriptor.Contains("cutoff") ? descriptor.GetDouble("cutoff") : null,
            Kernel = KernelName(coordinate.Kernel),
            EnergyScale = coordinate.EnergyScale,
            Zeta = coordinate.Zeta,
            Dimensions = coordinate.Dimensions,
            SparsePoints = coordinate.SparseCount,
            NumericalRank = NumericalRank.Of(coordinate.SparsePoints, coordinate.Dimensions),
            Compressed = term.IsCompressed,
            Components = term.Rank,
            LargestWeight = coordinate.Weights.Length == 0 ? 0 : coordinate.Weights.Max(Math.Abs),
        };
    }

    private static string SpeciesKeys(DescriptorString descriptor)
    {
        var found = new List<string>();
        foreach (string key in (string[])["Z", "Z_center", "Z1", "Z2", "species_Z"])
            if (descriptor.TryGet(key, out string? value))
                found.Add(value.AsSpan().Trim().Contains(' ') ? $"{key}={{{value.Trim()}}}" : $"{key}={value.Trim()}");
        return found.Count > 0 ? string.Join(' ', found) : "any";
    }

    private static string KernelName(KernelKind kernel) => kernel switch
    {
        KernelKind.SquaredExponential => "ard_se",
        KernelKind.DotProduct => "dot_product",
        KernelKind.PiecewisePolynomial => "pp",
        _ => kernel.ToString(),
    };

    private static CoreReport Core(GlueDefinition core) => new(
        "Glue",
        [.. core.Types.Select(type => Elements.Symbol(type.AtomicNumber))],
        core.Pairs.Count,
        core.Pairs.Select(pair => pair.Potential.Knots[^1]).DefaultIfEmpty(0).Max());

    private static long SparseBytes(CoordinateDefinition coordinate) =>
        sizeof(double) * ((long)coordinate.SparsePoints.Length + coordinate.Weights.Length + coordinate.SparseCutoffs.Length);
}
