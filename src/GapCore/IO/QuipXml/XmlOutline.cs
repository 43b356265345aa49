using GapCore.Text;

namespace GapCore.IO.QuipXml;

/// <summary>
/// What is where in a potential file, found in a first pass over it: a block may stand before or after the <c>Potential</c> element that
/// chooses it, and a block not chosen is nobody's business, however large or broken.
/// </summary>
internal sealed class XmlOutline
{
    private readonly string _source;
    private readonly List<(string Label, string InitArgs)> _potentials = [];
    private readonly List<string> _gapLabels = [];
    private readonly List<string?> _glueLabels = [];

    private XmlOutline(string source, string root)
    {
        _source = source;
        RootLabel = root;
    }

    /// <summary>Name of the root element: the label of the potential.</summary>
    public string RootLabel { get; }

    /// <summary>Reads the whole document, keeping labels only.</summary>
    public static XmlOutline Read(XmlCursor cursor, string source)
    {
        cursor.MoveToRoot();
        var outline = new XmlOutline(source, cursor.Element);
        outline.Collect(cursor);
        cursor.Finish();
        return outline;
    }

    /// <summary>The init_args that apply: those of the Potential whose label is the root's name, or of the only Potential.</summary>
    public InitArgs ChooseInitArgs()
    {
        if (_potentials.Count == 0)
            throw Fail("file has no Potential element, expected <Potential label=... init_args=\"IP GAP label=...\"/>");
        List<(string Label, string InitArgs)> matching = _potentials.FindAll(potential => potential.Label == RootLabel);
        if (matching.Count == 0)
            matching = _potentials;
        if (matching.Count > 1)
            throw Fail(
                $"file has {matching.Count} Potential elements that could apply, expected one with the label {Shown.Quoted(RootLabel)}");
        try
        {
            return InitArgs.Parse(matching[0].InitArgs);
        }
        catch (GapException refusal)
        {
            throw new GapException(refusal.Kind, $"{refusal.Message} ({_source})", refusal);
        }
    }

    /// <summary>Place, among the GAP_params elements, of the one to read.</summary>
    public int ChooseGap(string? label)
    {
        if (label is null && _gapLabels.Count == 1)
            return 0;
        string wanted = label ?? RootLabel;
        int place = _gapLabels.IndexOf(wanted);
        if (place < 0)
            throw Fail($"file has no GAP_params with label {Shown.Quoted(wanted)}, found {Listed(_gapLabels)}");
        return _gapLabels.LastIndexOf(wanted) == place
            ? place
            : throw Fail($"file has several GAP_params with label {Shown.Quoted(wanted)}, expected one");
    }

    /// <summary>Place, among the Glue_params elements, of the one to read.</summary>
    public int ChooseGlue(string? label)
    {
        if (_glueLabels.Count == 0)
            throw Fail("file has no Glue_params, expected one because init_args names \"IP Glue\"");
        if (label is null && _glueLabels.Count == 1)
            return 0;
        foreach (string? wanted in label is null ? new[] { RootLabel, null } : [label])
            if (_glueLabels.FindAll(found => found == wanted).Count == 1)
                return _glueLabels.IndexOf(wanted);
        throw Fail($"file has the Glue_params {Listed(_glueLabels)}, expected exactly one with label {Shown.Quoted(label ?? RootLabel)}");
    }

    private void Collect(XmlCursor cursor)
    {
        foreach (string element in cursor.Elements("Potential", "GAP_params", "Glue_params"))
        {
            cursor.TryText("label", out string? label);
            if (element == "Potential")
                _potentials.Add((label ?? "", cursor.Text("init_args")));
            else if (element == "GAP_params")
                _gapLabels.Add(label ?? "");
            else
                _glueLabels.Add(string.IsNullOrEmpty(label) ? null : label);
            cursor.Skip();
        }
    }

    private static string Listed(IEnumerable<string?> labels) =>
        labels.Any() ? Shown.Quoted(string.Join(", ", labels.Select(label => label ?? "without label"))) : "none";

    private GapException Fail(string message) => new(GapErrorKind.Format, $"{message} ({_source})");
}
