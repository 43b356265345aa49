using GapCore.Atoms;
using GapCore.IO.ExtendedXyz;

namespace GapCore.Tests.IO.ExtendedXyz;

public sealed class ExtendedXyzReaderTests
{
    private const string Lattice = "Lattice=\"4 0 0 0 5 0 0.5 0 6\"";

    [Fact]
    public void Reads_structure_entries_and_columns_in_any_order()
    {
        const string text = """
            2
            config_type=bulk energy = -45 virial={1 2 3 4 5 6 7 8 9} Properties=forces:R:3:Z:I:1:POS:R:3:tag:I:1:Species:S:1:move_mask:L:1 Lattice="4 0 0 0 5d0 0 .5 0 6." note="it's \"so\" a\\b" flag
            0.1 0.2 0.3 14 1.0 2.0 3.0 7 si T
            NaN 0.5 -.6D-1 6 -1.5E+000 0.0 +1. 8 C F

            """;
        ExtendedXyzFrame frame = Single(text);
        Assert.Equal([14, 6], frame.Structure.Numbers.ToArray());
        Assert.Equal([1.0, 2.0, 3.0, -1.5, 0.0, 1.0], frame.Structure.Positions.ToArray());
        Assert.Equal([4.0, 0.0, 0.0, 0.0, 5.0, 0.0, 0.5, 0.0, 6.0], frame.Structure.Cell.Rows.ToArray());
        Assert.True(frame.HasLattice);
        Assert.True(frame.Structure.Cell.IsFullyPeriodic);
        Assert.Equal(["config_type", "energy", "virial", "note", "flag"], frame.Info.Select(entry => entry.Key));
        Assert.Equal(["bulk", "-45", "{1 2 3 4 5 6 7 8 9}", "it's \"so\" a\\b", "T"], frame.Info.Select(entry => entry.Value));
        Assert.True(frame.TryGetReal("energy", out double energy));
        Assert.Equal(-45.0, energy);
        Assert.True(frame.TryGetReal("ENERGY", out _));
        Assert.True(frame.TryGetReals("virial", 9, out double[]? virial));
        Assert.Equal([1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0], virial);
        Assert.False(frame.TryGetReal("free_energy", out _));
        Assert.Equal(["forces", "tag", "move_mask"], frame.Columns.Select(column => column.Name));
        Assert.Equal([0.1, 0.2, 0.3, double.NaN, 0.5, -0.06], frame.FindColumn("Forces")!.Reals!);
        Assert.Equal(["7", "8"], frame.FindColumn("tag")!.Text);
        Assert.Null(frame.FindColumn("momenta"));
        Assert.Equal(1, frame.LineNumber);
    }

    [Theory]
    [InlineData("pbc=\"T T F\"")]
    [InlineData("pbc=\"1 1 0\"")]
    [InlineData("PBC=[T,T,F]")]
    [InlineData("pbc=[true, true, false]")]
    [InlineData("pbc={T T F}")]
    [InlineData("pbc='.true. .TRUE. .false.'")]
    [InlineData("pbc = \"True True False\"")]
    public void Reads_pbc_in_every_form(string pbc)
    {
        Cell cell = Single($"1\n{Lattice} {pbc}\nNa 0 0 0\n").Structure.Cell;
        Assert.Equal((true, true, false), (cell.PeriodicA, cell.PeriodicB, cell.PeriodicC));
    }

    [Theory]
    [InlineData("Lattice=\"4 0 0 0 4 0 0 0 4\"", true, true, true)]
    [InlineData("Lattice=\"4 0 0 0 4 0 0 0 0\"", true, true, false)]
    [InlineData("lattice={4 0 0 0 4 0 0 0 4} pbc=F", false, false, false)]
    [InlineData("Lattice=[4,0,0,0,4,0,0,0,4] pbc=T", true, true, true)]
    [InlineData("pbc=\"F F F\"", false, false, false)]
    [InlineData("", false, false, false)]
    [InlineData("made by somebody's program, E = -4.5 [eV", false, false, false)]
    public void Decides_what_is_periodic(string comment, bool a, bool b, bool c)
    {
        Cell cell = Single($"1\n{comment}\nNa 0 0 0").Structure.Cell;
        Assert.Equal((a, b, c), (cell.PeriodicA, cell.PeriodicB, cell.PeriodicC));
    }

    [Fact]
    public void Reads_plain_xyz_and_passes_over_what_follows_in_a_row()
    {
        ExtendedXyzFrame frame = Single("2\nstep = 1, step = 2, it's free text\n\tNA 1 2 3 0.5\n11  4 5 6 -0.5\n");
        Assert.Equal([11, 11], frame.Structure.Numbers.ToArray());
        Assert.Equal("step = 1, step = 2, it's free text", Assert.Single(frame.Info).Value);
        Assert.Empty(frame.Columns);
        Assert.False(frame.HasLattice);
    }

    [Theory]
    [InlineData("\n", "\n")]
    [InlineData("\r\n", "\r\n")]
    [InlineData("\n", "")]
    [InlineData("\r\n", "")]
    [InlineData("\n", "\n \n\t\n\n")]
    public void Reads_frames_whatever_the_line_ends(string newline, string end)
    {
        string text = string.Join(newline, " 1 ", Lattice + " a=1", "Na 0 0 0", "2", "a=2", "Na 0 0 0", "Mg 1 1 2.5") + end;
        ExtendedXyzFrame[] frames = [.. Read(text)];
        Assert.Equal([1, 2], frames.Select(frame => frame.Structure.Count));
        Assert.Equal(["1", "2"], frames.Select(frame => frame.Info.Single().Value));
        Assert.Equal([1, 4], frames.Select(frame => frame.LineNumber));
        Assert.Equal(2.5, frames[1].Structure.Positions[5]);
    }

    [Fact]
    public void Reads_long_comment_lines()
    {
        string note = new('x', 300_000);
        Assert.Equal(note, Single($"1\nnote={note} b=1\nNa 0 0 0\n").Info[0].Value);
    }

    [Fact]
    public void Streams()
    {
        using IEnumerator<ExtendedXyzFrame> frames = Read("1\n\nNa 0 0 0\nnonsense\n").GetEnumerator();
        Assert.True(frames.MoveNext());
        Refusal.Of(GapErrorKind.Format, () => frames.MoveNext(), "nonsense", "(test.xyz:4)");
    }

    [Fact]
    public void Reads_every_reference_file()
    {
        int frames = 0;
        foreach (string path in Directory.GetFiles(RepositoryPaths.ReferenceRoot, "*.xyz", SearchOption.AllDirectories))
        {
            foreach (ExtendedXyzFrame frame in ExtendedXyzReader.Read(path))
            {
                frames++;
                if (!Path.GetFileName(path).StartsWith("out.", StringComparison.Ordinal))
                    continue;
                Assert.True(frame.TryGetReal("energy", out _));
                Assert.True(frame.TryGetReals("virial", 9, out _));
                Assert.Equal(3 * frame.Structure.Count, frame.FindColumn("force")!.Reals!.Length);
            }
        }

        Assert.Equal(352, frames);
    }

    internal static IEnumerable<ExtendedXyzFrame> Read(string text) => ExtendedXyzReader.Read(new StringReader(text), "test.xyz");

    private static ExtendedXyzFrame Single(string text) => Assert.Single(Read(text));
}
