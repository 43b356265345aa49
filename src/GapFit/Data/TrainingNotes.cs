using GapFit.Options;

namespace GapFit.Data;

/// <summary>What a user should know about the training data: once per matter, not per configuration.</summary>
internal static class TrainingNotes
{
    public static IEnumerable<string> Of(FitOptions options, IReadOnlyList<FitFrame> frames, TrainingSummary summary)
    {
        foreach (DataName name in summary.Names)
        {
            if (!name.IsFitted)
                yield return $"{name.Quantity} ({name.Found}) of {Configurations(name.Configurations)} are left out: their sigma is 0";
            else if (!name.Found.Equals(name.Asked, StringComparison.OrdinalIgnoreCase))
                yield return $"{name.Quantity} of {Configurations(name.Configurations)} are those of '{name.Found}', asked for was '{name.Asked}'";
        }

        if (summary.Total.Energies == 0)
            yield return $"no configuration has an energy '{options.Keys.Energy}'";
        if (summary.Total.ForceComponents == 0 && options.DefaultRegularisation.Force > 0)
            yield return $"no configuration has forces '{options.Keys.Force}' that are not masked";
        foreach (string type in options.RegularisationByConfigType.Keys.Order(StringComparer.Ordinal))
            if (type != FitFrame.DefaultConfigType && summary.ConfigTypes.All(found => found.ConfigType != type))
                yield return $"config_type_sigma names '{type}', which no configuration has";
        (int count, FitFrame? first, FitFrame? earlier) = DuplicateStructures.Find(frames);
        if (count > 0)
            yield return $"{Configurations(count)} repeat the species, positions and cell of an earlier one (the first: {first!.Place} "
                + $"repeats {earlier!.Place})";
    }

    private static string Configurations(int count) => count == 1 ? "1 configuration" : $"{count} configurations";
}
