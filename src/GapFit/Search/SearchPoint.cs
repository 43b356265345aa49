using System.Security.Cryptography;
using System.Text;
using GapCore;
using GapCore.Text;
using GapFit.Options;

namespace GapFit.Search;

/// <summary>One fit of a search. Immutable.</summary>
internal sealed record SearchPoint
{
    /// <summary>Name of its stage.</summary>
    public required string Stage { get; init; }

    /// <summary>Number among all combinations of the stage, from 0.</summary>
    public required long Number { get; init; }

    /// <summary>What was chosen among alternatives.</summary>
    public required IReadOnlyList<SearchSetting> Settings { get; init; }

    public required FitText Text { get; init; }

    public required FitOptions Options { get; init; }

    /// <summary>1 for a point with everything; the part of its sparse points or structures in a round of halving.</summary>
    public double Fidelity { get; init; } = 1;

    /// <summary>Whether it may be the best: with all structures and all sparse points.</summary>
    public bool IsFull => Fidelity == 1 && Text.Structures == 1;

    internal static SearchPoint Of(string stage, long number, IReadOnlyList<SearchSetting> settings, FitText text, string place)
    {
        FitOptions options;
        try
        {
            options = FitOptionsParser.ParseText(text.CommandLine, "the fit");
        }
        catch (GapException refusal)
        {
            string chosen = string.Join(' ', settings.Select(setting => $"{setting.Name}={setting.Value}"));
            throw new GapException(refusal.Kind, $"{place}{(chosen.Length > 0 ? $" ({chosen})" : "")}: {refusal.Message}", refusal);
        }

        if (options.Gap.FirstOrDefault(entry => entry.PrintSparseIndex is not null) is { } printing)
            throw new GapException(GapErrorKind.Argument, $"{place}: {printing.Place} has print_sparse_index, expected none in a search");
        return new SearchPoint { Stage = stage, Number = number, Settings = settings, Text = text, Options = options };
    }

    /// <summary>The point with a part of its sparse points or training structures.</summary>
    internal SearchPoint With(HalvingResource resource, double part, string place)
    {
        if (part >= 1)
            return this;
        FitText text = resource == HalvingResource.SparsePoints
            ? Text.WithSparsePoints(part)
            : Text with { Structures = part * Text.Structures };
        return Of(Stage, Number, Settings, text, place) with { Fidelity = part };
    }

    /// <summary>Tells fits apart: a hash of the problem (data, division) and of all that decides this fit.</summary>
    internal string Key(string problem)
    {
        string fit = Text.With(new KeyValueEntry("at_file", "-")).CommandLine;
        return Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{problem}\n{Text.Structures:R}\n{fit}"))))[..32];
    }
}
