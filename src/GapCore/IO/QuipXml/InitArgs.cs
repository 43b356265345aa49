using GapCore.Text;

namespace GapCore.IO.QuipXml;

/// <summary>
/// What a <c>&lt;Potential init_args="..."/&gt;</c> asks for: <c>IP GAP label=L</c>, or the sum of that and <c>IP Glue</c>.
/// </summary>
internal sealed record InitArgs(string? GapLabel, double EnergyScale, bool HasGlue, string? GlueLabel)
{
    /// <summary>Keys that change energies and are not supported.</summary>
    private static readonly string[] Rescaling = ["do_rescale_r", "do_rescale_E", "r_scale", "target_vol", "target_B"];

    /// <exception cref="GapException">Unsupported, by name: another potential or sum, a rescaling. Format: not understood.</exception>
    public static InitArgs Parse(string text)
    {
        Part whole = Part.Parse(text);
        if (!whole.IsWord(0, "Sum"))
            return FromGap(whole);

        if (whole.Find("E_scale") is not null)
            throw Unsupported("key E_scale of a Sum");
        Part first = Part.Parse(whole.Find("init_args_pot1") ?? throw MissingPart(text, 1));
        Part second = Part.Parse(whole.Find("init_args_pot2") ?? throw MissingPart(text, 2));
        (Part glue, Part gap) = first.IsWord(1, "GAP") ? (second, first) : (first, second);
        InitArgs args = FromGap(gap);
        if (!glue.IsGlue)
            throw Unsupported($"potential {glue.Title} in a Sum");
        glue.RefuseRescaling();
        if (args.EnergyScale != 1.0 || glue.Find("E_scale") is not null)
            throw Unsupported("key E_scale inside a Sum");
        return args with { HasGlue = true, GlueLabel = glue.Find("label") };
    }

    /// <summary>The label in the init_args of a core potential alone, <c>IP Glue label=L</c>; null without one.</summary>
    /// <exception cref="GapException">Unsupported, by name: another potential, a rescaling.</exception>
    public static string? GlueLabelOf(string text)
    {
        Part glue = Part.Parse(text);
        if (!glue.IsGlue)
            throw new GapException(GapErrorKind.Unsupported, $"core potential {Shown.Quoted(text)} is not supported, expected \"IP Glue\"");
        glue.RefuseRescaling();
        return glue.Find("E_scale") is null ? glue.Find("label") : throw Unsupported("key E_scale of a core potential");
    }

    private static InitArgs FromGap(Part gap)
    {
        if (!gap.IsWord(0, "IP") || !gap.IsWord(1, "GAP"))
            throw Unsupported($"potential {gap.Title}");
        gap.RefuseRescaling();
        double scale = 1.0;
        if (gap.Find("E_scale") is { } given && !FortranNumber.TryFinite(given, out scale))
            throw new GapException(GapErrorKind.Format, $"init_args has E_scale = {Shown.Quoted(given)}, expected a finite real number");
        return new InitArgs(gap.Find("label"), scale, false, null);
    }

    private static GapException MissingPart(string text, int part) =>
        new(GapErrorKind.Format, $"init_args {Shown.Quoted(text)} has no init_args_pot{part}, expected one for each part of the Sum");

    private static GapException Unsupported(string what) =>
        new(GapErrorKind.Unsupported, $"init_args has the {what}, expected \"IP GAP label=...\" or the Sum of it and \"IP Glue\"");

    /// <summary>One potential's words and keys; words and keys are compared whatever their case.</summary>
    private sealed record Part(List<KeyValueEntry> Entries)
    {
        private List<string> Words { get; } = [.. Entries.Where(entry => entry.Value is null).Select(entry => entry.Key)];

        /// <summary>The type as users know it, for example "IP SW".</summary>
        public string Title => Shown.Quoted(string.Join(' ', Words.Take(2)));

        public bool IsGlue => IsWord(0, "IP") && IsWord(1, "Glue");

        public static Part Parse(string text) => new(KeyValueText.Parse(text, "init_args"));

        public bool IsWord(int place, string word) =>
            place < Words.Count && Words[place].Equals(word, StringComparison.OrdinalIgnoreCase);

        public string? Find(string key) =>
            Entries.LastOrDefault(entry => entry.Value is not null && entry.Key.Equals(key, StringComparison.OrdinalIgnoreCase)).Value;

        public void RefuseRescaling()
        {
            foreach (string key in Rescaling)
                if (Find(key) is not null)
                    throw Unsupported($"key {key}");
        }
    }
}
