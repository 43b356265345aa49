using GapCore.Atoms;
using GapCore.IO.ExtendedXyz;

namespace GapCore.Tests.IO.ExtendedXyz;

public sealed class ExtendedXyzWriterTests
{
    [Theory]
    [InlineData(true, true, true)]
    [InlineData(true, false, true)]
    [InlineData(false, false, false)]
    public void Round_trips_every_bit(bool a, bool b, bool c)
    {
        ExtendedXyzFrame frame = Awkward(new Cell([4.1, 0.1, 0.0, 0.0, 1.0 / 3.0, -7e-5, 0.3, 0.0, 6.7e10], a, b, c), hasLattice: true);
        Same(frame, Assert.Single(ExtendedXyzReaderTests.Read(Text(frame))));
    }

    [Fact]
    public void Round_trips_free_clusters()
    {
        ExtendedXyzFrame frame = Awkward(Cell.Free, hasLattice: false);
        Same(frame, Assert.Single(ExtendedXyzReaderTests.Read(Text(frame))));
    }

    [Fact]
    public void Round_trips_every_reference_structure()
    {
        foreach (string path in Directory.GetFiles(RepositoryPaths.Reference("sic"), "*.xyz"))
            foreach (ExtendedXyzFrame frame in ExtendedXyzReader.Read(path))
                Same(frame, Assert.Single(ExtendedXyzReaderTests.Read(Text(frame))));
    }

    [Fact]
    public void Whole_numbers_stay_reals()
    {
        string text = Text(new ExtendedXyzFrame
        {
            Structure = new Structure([11], [1.0, 2.0, -3.0], Cell.Free),
            Columns = [ExtendedXyzColumn.OfReals("local_energy", 1, [-45.0])],
        });
        Assert.Equal(
            "1\npbc=\"F F F\" Properties=species:S:1:pos:R:3:local_energy:R:1\n"
            + "Na  1.0000000000000000E+000  2.0000000000000000E+000 -3.0000000000000000E+000 -4.5000000000000000E+001\n",
            text);
    }

    [Fact]
    public void Writes_a_file_whole_or_not_at_all()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("out.xyz", "old");
        ExtendedXyzFrame frame = Awkward(Cell.Free, hasLattice: false);
        Assert.Throws<InvalidOperationException>(() => ExtendedXyzWriter.WriteAtomically(path, Failing()));
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Single(Directory.GetFiles(folder.FullName));

        ExtendedXyzWriter.WriteAtomically(path, [frame, frame]);
        Assert.Equal(2, ExtendedXyzReader.Read(path).Count());
        Assert.Single(Directory.GetFiles(folder.FullName));

        IEnumerable<ExtendedXyzFrame> Failing()
        {
            yield return frame;
            throw new InvalidOperationException();
        }
    }

    [Theory]
    [InlineData("new.xyz")]
    [InlineData("link.xyz")]
    [InlineData("dangling.xyz")]
    public void Writes_new_files_and_through_links(string name)
    {
        using var folder = new TemporaryFolder();
        folder.Write("target.xyz", "old");
        File.CreateSymbolicLink(folder.File("link.xyz"), folder.File("target.xyz"));
        File.CreateSymbolicLink(folder.File("dangling.xyz"), folder.File("later.xyz"));
        ExtendedXyzWriter.WriteAtomically(folder.File(name), [Awkward(Cell.Free, hasLattice: false)]);
        Assert.Single(ExtendedXyzReader.Read(folder.File(name)));
        Assert.NotNull(new FileInfo(folder.File("link.xyz")).LinkTarget);
        Assert.NotNull(new FileInfo(folder.File("dangling.xyz")).LinkTarget);
    }

    [Fact]
    public void Refuses_targets_that_cannot_be_written()
    {
        using var folder = new TemporaryFolder();
        ExtendedXyzFrame[] frames = [Awkward(Cell.Free, hasLattice: false)];
        Refusal.Of(GapErrorKind.Io, () => ExtendedXyzWriter.WriteAtomically(folder.File("no/such/out.xyz"), frames), "out.xyz");
        Refusal.Of(GapErrorKind.Io, () => ExtendedXyzWriter.WriteAtomically(folder.FullName, frames), "directory");
        Assert.Empty(Directory.GetFiles(folder.FullName));
    }

    [Fact]
    public void Refuses_what_the_format_cannot_hold()
    {
        var structure = new Structure([11], [0, 0, 0], Cell.Free);
        foreach (ExtendedXyzColumn column in new ExtendedXyzColumn[]
                 {
                     ExtendedXyzColumn.OfReals("forces", 3, [1.0]), new("a b", 'S', 1, ["x"], null), new("a:b", 'S', 1, ["x"], null),
                     new("name", 'S', 1, ["x\ny"], null), new("name", 'S', 1, ["\""], null),
                 })
            Refusal.Of(GapErrorKind.Argument, () => Text(new ExtendedXyzFrame { Structure = structure, Columns = [column] }), "column");
        Refusal.Of(GapErrorKind.Argument, () => Text(new ExtendedXyzFrame { Structure = structure, Info = [new("note", "a\nb")] }), "line break");
    }

    private static ExtendedXyzFrame Awkward(Cell cell, bool hasLattice) => new()
    {
        Structure = new Structure([1, 14, 118], [0.1, -0.0, 1e-300, 1.0 / 3.0, -12345.678901234567, double.Epsilon, double.MaxValue, 2, 3], cell),
        HasLattice = hasLattice,
        Info =
        [
            new("energy", "-45"), new("virial", "1 2 3"), new("list", "[1, [2, 3]]"), new("braces", "{a b}"), new("half", "{a"),
            new("empty", ""), new("two words", "x=y"), new("quote", "say \"a\\b\" it's"), new("flag", "T"), new("path", "C:\\new"),
        ],
        Columns =
        [
            ExtendedXyzColumn.OfReals("forces", 3, [1, 2, 3, double.NaN, -0.1, 1e-5, double.NegativeInfinity, 0, 1.7976931348623157e308]),
            new ExtendedXyzColumn("name", 'S', 1, ["a", "b c", "d"], null),
            new ExtendedXyzColumn("pair", 'I', 2, ["1", "2", "3", "4", "5", "6"], null),
            new ExtendedXyzColumn("mask", 'L', 1, ["T", "F", "T"], null),
        ],
    };

    private static string Text(ExtendedXyzFrame frame)
    {
        var writer = new StringWriter();
        ExtendedXyzWriter.Write(writer, frame);
        return writer.ToString();
    }

    private static void Same(ExtendedXyzFrame expected, ExtendedXyzFrame actual)
    {
        Assert.Equal(expected.Structure.Numbers.ToArray(), actual.Structure.Numbers.ToArray());
        Assert.Equal(Bits(expected.Structure.Positions), Bits(actual.Structure.Positions));
        Assert.Equal(Bits(expected.Structure.Cell.Rows), Bits(actual.Structure.Cell.Rows));
        for (int d = 0; d < 3; d++)
            Assert.Equal(expected.Structure.Cell.IsPeriodic(d), actual.Structure.Cell.IsPeriodic(d));
        Assert.Equal(expected.HasLattice, actual.HasLattice);
        Assert.Equal(expected.Info, actual.Info);
        Assert.Equal(expected.Columns.Count, actual.Columns.Count);
        foreach ((ExtendedXyzColumn wanted, ExtendedXyzColumn found) in expected.Columns.Zip(actual.Columns))
        {
            Assert.Equal((wanted.Name, wanted.Type, wanted.Width), (found.Name, found.Type, found.Width));
            Assert.Equal(wanted.Text, found.Text);
            Assert.Equal(wanted.Reals, found.Reals);
        }
    }

    private static long[] Bits(ReadOnlySpan<double> values) => Array.ConvertAll(values.ToArray(), BitConverter.DoubleToInt64Bits);
}
