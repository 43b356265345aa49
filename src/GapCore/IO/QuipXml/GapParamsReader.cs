using GapCore.Potentials;
using GapCore.Text;

namespace GapCore.IO.QuipXml;

/// <summary>Reads a <c>GAP_params</c> element: version, isolated-atom energies, sparse Gaussian processes, command line.</summary>
internal static class GapParamsReader
{
    /// <summary>
    /// Newest accepted gap_version, 1 December 2026 (Unix time): the conventions are known not to have changed up to then (gap-math 3.7).
    /// A later program may mean something else by the same words.
    /// </summary>
    public const long NewestVersion = 1796083200;

    /// <summary>Reads the element; its label is the definition's until the caller puts the root's in its place.</summary>
    public static GapDefinition Read(XmlCursor cursor, string? directory)
    {
        string label = cursor.TryText("label", out string? given) ? given : "";
        long version = ReadVersion(cursor);
        var energies = new IsolatedAtomEnergiesReader();
        IReadOnlyList<CoordinateDefinition>? coordinates = null;
        string? commandLine = null;

        Depth here = cursor.Here;
        while (cursor.NextChild(here))
        {
            if (cursor.Element == "GAP_data")
                energies.Read(cursor);
            else if (cursor.Element == "command_line")
                commandLine = cursor.ReadText().Trim();
            else if (cursor.Element != "gpSparse" || !BelongsTo(cursor, label))
                cursor.Skip();
            else if (coordinates is null)
                coordinates = SparseProcessReader.Read(cursor, directory);
            else
                throw cursor.Fail($"second gpSparse with label \"{label}\", expected one");
        }

        return new GapDefinition
        {
            Label = label,
            GapVersion = version,
            IsolatedAtomEnergies = energies.ByAtomicNumber(),
            Coordinates = coordinates ?? throw cursor.Fail($"GAP_params has no gpSparse with its label \"{label}\", expected one"),
            CommandLine = commandLine,
        };
    }

    private static bool BelongsTo(XmlCursor cursor, string label) => label.Length == 0 || cursor.Text("label") == label;

    private static long ReadVersion(XmlCursor cursor)
    {
        if (!cursor.TryText("gap_version", out string? text))
            return 0;
        if (!FortranNumber.TryInteger(text.AsSpan().Trim(), out long version) || version < 0)
            throw cursor.Wrong("gap_version", text, "a Unix time stamp");
        return version <= NewestVersion
            ? version
            : throw cursor.Fail(
                $"GAP_params has gap_version = {version}, expected at most {NewestVersion}: the file was written by a later program",
                GapErrorKind.Unsupported);
    }
}
