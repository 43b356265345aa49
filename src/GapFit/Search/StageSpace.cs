using GapCore;
using GapCore.Text;
using GapFit.Options;

namespace GapFit.Search;

/// <summary>The points of a stage, given the fit that it starts from: every combination of the alternatives. Immutable.</summary>
internal sealed class StageSpace
{
    private readonly StageOptions _stage;
    private readonly Choices<FitText> _choices;

    /// <exception cref="GapException">Argument: what the stage says does not suit the fit so far.</exception>
    internal StageSpace(StageOptions stage, FitText start)
    {
        _stage = stage;
        _choices = Gap(start).With(Choices.All([.. stage.Keys.Select(entry => EntryChoices.OfValue(entry, null, stage.Place))]))
            .With(Structures(start))
            .Select(chosen => chosen.First.Second.Aggregate(
                start with { Gap = chosen.First.First, Structures = chosen.Second }, (text, entry) => text.With(entry)));
    }

    /// <summary>How many; <see cref="long.MaxValue"/> for that many or more.</summary>
    internal long Count => _choices.Count;

    /// <summary>Point number <paramref name="number"/>, from 0.</summary>
    /// <exception cref="GapException">Argument, Format, Unsupported: no fit can be made of it; the message names the point.</exception>
    internal SearchPoint At(long number)
    {
        var settings = new List<SearchSetting>();
        FitText text = _choices.At(number, settings);
        return SearchPoint.Of(_stage.Name, number, settings, text, $"{_stage.Place}, point {number + 1}");
    }

    private Choices<IReadOnlyList<GapEntry>> Gap(FitText start)
    {
        Choices<IReadOnlyList<GapEntry>> gap = _stage.Gap is { } given
            ? EntryChoices.OfLists(given, "gap", _stage.Place, []).Select(entries => (IReadOnlyList<GapEntry>)entries)
            : Choices.Only(start.Gap);
        if (_stage.Vary is { } vary)
        {
            if (_stage.Gap is not null)
                throw new GapException(GapErrorKind.Argument, $"{_stage.Place} has gap and vary, expected the alternatives in gap");
            gap = EntryChoices.OfChanges(vary, _stage.Place, start.Gap).Select(entries => (IReadOnlyList<GapEntry>)entries);
        }

        return _stage.Add is not { } add ? gap
            : gap.With(EntryChoices.OfLists(add, "add", _stage.Place, [.. gap.At(0, []).Select(entry => entry.Name)]))
                .Select(pair => (IReadOnlyList<GapEntry>)[.. pair.First, .. pair.Second]);
    }

    private Choices<double> Structures(FitText start)
    {
        if (_stage.Structures is not { } text)
            return Choices.Only(start.Structures);
        string what = $"structures in {_stage.Place}";
        (string Text, double Part)[] parts = [.. Alternatives.Of(text, what).Select(part =>
            FortranNumber.TryFinite(part, out double value) && value is > 0 and <= 1 ? (part, value)
            : throw new GapException(GapErrorKind.Argument, $"{what} = {Shown.Quoted(part)}, expected a part of the structures, above 0 and up to 1"))];
        return parts.Length == 1 ? Choices.Only(parts[0].Part) : Choices.OneOf("structures", parts);
    }
}
