using GapCore.Text;

namespace GapCore.IO.ExtendedXyz;

/// <summary>One item of Properties: name, type, values per atom and where they start in a row.</summary>
internal readonly record struct ColumnSpecification(string Name, char Type, int Width, int Start);

/// <summary>What the columns of a frame mean: <c>Properties=species:S:1:pos:R:3</c> in any order, or plain XYZ.</summary>
internal sealed class ColumnLayout
{
    private const int MostValues = 100_000;

    private ColumnLayout(List<ColumnSpecification> columns, bool isPlain)
    {
        IsPlain = isPlain;
        ValuesPerAtom = columns.Sum(column => column.Width);
        Species = Find(columns, "species", "SI", 1) ?? Find(columns, "symbols", "SI", 1);
        Number = Find(columns, "Z", "I", 1) ?? Find(columns, "numbers", "I", 1);
        Position = Find(columns, "pos", "R", 3) ?? Find(columns, "positions", "R", 3)
            ?? throw new GapException(GapErrorKind.Format, "Properties has no pos, expected pos:R:3");
        if (Species is null && Number is null)
            throw new GapException(GapErrorKind.Format, "Properties has neither species nor Z, expected species:S:1 or Z:I:1");
        Others = [.. columns.Where(column => column != Species && column != Number && column != Position)];
    }

    /// <summary>Symbol x y z; whatever follows in a row is not ours to understand.</summary>
    public static ColumnLayout Plain { get; } = new([new("species", 'S', 1, 0), new("pos", 'R', 3, 1)], isPlain: true);

    public bool IsPlain { get; }

    public int ValuesPerAtom { get; }

    public ColumnSpecification? Species { get; }

    public ColumnSpecification? Number { get; }

    public ColumnSpecification Position { get; }

    public IReadOnlyList<ColumnSpecification> Others { get; }

    /// <exception cref="GapException">Format, without place.</exception>
    public static ColumnLayout Parse(string properties)
    {
        string[] parts = properties.Split(':');
        var columns = new List<ColumnSpecification>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        int start = 0;
        for (int i = 0; i < parts.Length; i += 3)
        {
            if (i + 2 >= parts.Length || parts[i].Length == 0)
                throw new GapException(GapErrorKind.Format,
                    $"Properties = {Shown.Quoted(properties)}, expected name:type:count for each column");
            if (parts[i + 1].Length != 1 || !"RILS".Contains(char.ToUpperInvariant(parts[i + 1][0])))
                throw Wrong(parts[i], "type", parts[i + 1], "R, I, L or S");
            if (!FortranNumber.TryInteger(parts[i + 2], out long width) || width < 1 || width > MostValues - start)
                throw Wrong(parts[i], "count", parts[i + 2], $"at least 1, and at most {MostValues} values per atom");
            if (!names.Add(parts[i]))
                throw new GapException(GapErrorKind.Format, $"Properties has {Shown.Quoted(parts[i])} twice, expected it once");
            columns.Add(new ColumnSpecification(parts[i], char.ToUpperInvariant(parts[i + 1][0]), (int)width, start));
            start += (int)width;
        }

        return new ColumnLayout(columns, isPlain: false);
    }

    private static GapException Wrong(string name, string what, string value, string expected) =>
        new(GapErrorKind.Format, $"Properties has {Shown.Quoted(name)} with {what} {Shown.Quoted(value)}, expected {expected}");

    private static ColumnSpecification? Find(List<ColumnSpecification> columns, string name, string types, int width)
    {
        int place = columns.FindIndex(column => column.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (place < 0)
            return null;
        ColumnSpecification found = columns[place];
        return types.Contains(found.Type) && found.Width == width
            ? found
            : throw new GapException(GapErrorKind.Format,
                $"Properties has {Shown.Quoted($"{found.Name}:{found.Type}:{found.Width}")}, expected {found.Name}:{types[0]}:{width}");
    }
}
