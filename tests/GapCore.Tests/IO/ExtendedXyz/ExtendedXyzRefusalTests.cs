using GapCore.IO.ExtendedXyz;

namespace GapCore.Tests.IO.ExtendedXyz;

/// <summary>Malformed files: one line with what, value, expected and where.</summary>
public sealed class ExtendedXyzRefusalTests
{
    private const string Cube = "Lattice=\"4 0 0 0 4 0 0 0 4\"";
    private const string Standard = "Properties=species:S:1:pos:R:3";

    [Theory]
    [InlineData("", "empty")]
    [InlineData("\n\n \n", "empty")]
    [InlineData("0\n\n", "\"0\"", "positive integer", ":1)")]
    [InlineData("-3\n\n", "\"-3\"", ":1)")]
    [InlineData("2.0\n\nNa 0 0 0\n", "\"2.0\"", ":1)")]
    [InlineData("two\n", "\"two\"", ":1)")]
    [InlineData("2000000000\n\nNa 0 0 0\n", "2000000000", "at most")]
    [InlineData("99999999999999999999\n\n", "99999999999999999999")]
    [InlineData("1", "comment line", ":1)")]
    [InlineData("2\n\nNa 0 0 0\n", "ends after 1 atoms", "expected 2", "line 1")]
    [InlineData("700000000\n\nNa 0 0 0\n", "ends after 1 atoms", "700000000")]
    [InlineData("1\n\nNa 0 0 0\nNa 1 1 1\n", "Na 1 1 1", ":4)")]
    [InlineData("2\n\nNa 0 0\nNa 0 0 0\n", "has 3 values", "expected 4", ":3)")]
    [InlineData("2\n\n\nNa 0 0 0\n", "has 0 values", ":3)")]
    [InlineData("1\n" + Standard + "\nNa 0 0 0 1\n", "more than 4", "expected 4", ":3)")]
    [InlineData("1\n" + Standard + ":forces:R:3\nNa 0 0 0 1 2\n", "has 6 values", "expected 7")]
    [InlineData("1\n\nNa 0 NaN 0\n", "y = \"NaN\"", "finite", ":3)")]
    [InlineData("1\n\nNa 0 0 inf\n", "z = \"inf\"")]
    [InlineData("1\n\nNa 1e999 0 0\n", "x = \"1e999\"")]
    [InlineData("1\n\nNa 0,1 0 0\n", "\"0,1\"")]
    [InlineData("1\n\nNa zero 0 0\n", "\"zero\"")]
    [InlineData("1\n" + Standard + ":q:R:1\nNa 0 0 0 q\n", "q = \"q\"", "real")]
    [InlineData("1\n" + Standard + ":q:I:1\nNa 0 0 0 1.5\n", "q = \"1.5\"", "integer")]
    [InlineData("1\n" + Standard + ":q:L:1\nNa 0 0 0 2\n", "q = \"2\"", "T or F")]
    [InlineData("1\nProperties=species:S:1\nNa\n", "no pos", ":2)")]
    [InlineData("1\nProperties=pos:R:3\n0 0 0\n", "neither species nor Z")]
    [InlineData("1\nProperties=species:S:1:pos:R:2\nNa 0 0\n", "pos:R:2", "pos:R:3")]
    [InlineData("1\nProperties=species:S:1:pos:S:3\nNa 0 0 0\n", "pos:S:3")]
    [InlineData("1\nProperties=species:S:1:pos:R\nNa 0 0 0\n", "name:type:count")]
    [InlineData("1\nProperties=species:Q:1:pos:R:3\nNa 0 0 0\n", "\"Q\"", "R, I, L or S")]
    [InlineData("1\nProperties=species:S:0:pos:R:3\nNa 0 0 0\n", "\"0\"", "at least 1")]
    [InlineData("1\nProperties=species:S:1:pos:R:3:x:R:2000000000\nNa 0 0 0\n", "2000000000", "at most")]
    [InlineData("1\nProperties=species:S:1:pos:R:3:pos:R:3\nNa 0 0 0 0 0 0\n", "\"pos\" twice")]
    [InlineData("1\nProperties=species:S:1:Z:I:1:pos:R:3\nNa 12 0 0 0\n", "Z = 12", "Z = 11")]
    [InlineData("1\n" + Cube + " Lattice=\"1 0 0 0 1 0 0 0 1\"\nNa 0 0 0\n", "\"Lattice\" twice", ":2)")]
    [InlineData("1\n" + Cube + " lattice=\"1 0 0 0 1 0 0 0 1\"\nNa 0 0 0\n", "twice")]
    [InlineData("1\n" + Standard + " energy=1 energy=2\nNa 0 0 0\n", "\"energy\" twice")]
    [InlineData("1\nLattice=\"4 0 0 0 4 0 0 0\"\nNa 0 0 0\n", "9 finite numbers", ":2)")]
    [InlineData("1\nLattice=\"4 0 0 0 4 0 0 0 NaN\"\nNa 0 0 0\n", "9 finite numbers")]
    [InlineData("1\nLattice=[[4,0,0],[0,4,0],[0,0,4]]\nNa 0 0 0\n", "ax ay az")]
    [InlineData("1\nLattice=\"4 0 0 0 4 0 0 0 4\nNa 0 0 0\n", "closing", ":2)")]
    [InlineData("1\n" + Cube + " pbc=\"T T\"\nNa 0 0 0\n", "pbc", "three of T or F")]
    [InlineData("1\n" + Cube + " pbc=\"T T maybe\"\nNa 0 0 0\n", "pbc")]
    [InlineData("1\npbc=\"T T T\"\nNa 0 0 0\n", "without Lattice")]
    [InlineData("1\n" + Standard + " =5\nNa 0 0 0\n", "key=value")]
    [InlineData("1\n" + Standard + " energy=\nNa 0 0 0\n", "energy=")]
    [InlineData("1\n" + Standard + " list=[1,[2]\nNa 0 0 0\n", "closing ]")]
    public void Refuses_malformed_text(string text, params string[] says) =>
        Refusal.Of(GapErrorKind.Format, () => ExtendedXyzReaderTests.Read(text).Count(), says);

    [Theory]
    [InlineData("1\n\nX 0 0 0\n", "species \"X\"", ":3)")]
    [InlineData("1\n\nXx 0 0 0\n", "species \"Xx\"")]
    [InlineData("1\n\n0 0 0 0\n", "species \"0\"")]
    [InlineData("1\n\n119 0 0 0\n", "species \"119\"")]
    [InlineData("1\nProperties=Z:I:1:pos:R:3\n0 0 0 0\n", "Z = \"0\"", "1 to 118")]
    public void Refuses_unknown_species(string text, params string[] says) =>
        Refusal.Of(GapErrorKind.Species, () => ExtendedXyzReaderTests.Read(text).Count(), says);

    [Theory]
    [InlineData("Lattice=\"4 0 0 0 4 0 4 4 0\"", "volume")]
    [InlineData("Lattice=\"4 0 0 8 0 0 0 0 0\"", "area")]
    [InlineData("Lattice=\"0 0 0 0 4 0 0 0 4\" pbc=\"T T T\"", "lattice vector a")]
    public void Refuses_cells_without_volume(string comment, string says) =>
        Refusal.Of(GapErrorKind.Argument, () => ExtendedXyzReaderTests.Read($"1\n{comment}\nNa 0 0 0\n").Count(), says, "(test.xyz:2)");

    [Fact]
    public void Refuses_endless_lines()
    {
        using var endless = new StreamReader(new EndlessStream());
        Refusal.Of(GapErrorKind.Format, () => ExtendedXyzReader.Read(endless, "endless").Count(), "longer than", "(endless:1)");
    }

    [Theory]
    [InlineData("missing.xyz")]
    [InlineData("")]
    [InlineData("nul\0.xyz")]
    public void Refuses_paths_that_cannot_be_read(string name) =>
        Refusal.Of(GapErrorKind.Io, () => ExtendedXyzReader.Read(name.Length == 0 ? "" : Path.Combine(Path.GetTempPath(), name)).Count(), "cannot be read");

    [Fact]
    public void Refuses_folders() =>
        Refusal.Of(GapErrorKind.Io, () => ExtendedXyzReader.Read(Path.GetTempPath()).Count(), "directory");

    [Theory]
    [InlineData("energy=none", 1, "energy = \"none\"", "finite number")]
    [InlineData("energy=NaN", 1, "energy = \"NaN\"", "finite number")]
    [InlineData("energy=\"1 2\"", 1, "energy = \"1 2\"")]
    [InlineData("energy=\"1 2\"", 9, "9 finite numbers")]
    public void Refuses_entries_that_are_not_the_numbers_asked_for(string comment, int count, params string[] says)
    {
        ExtendedXyzFrame frame = ExtendedXyzReaderTests.Read($"1\n{comment}\nNa 0 0 0\n").Single();
        Refusal.Of(GapErrorKind.Format, () => frame.TryGetReals("energy", count, out _), [.. says, "(test.xyz:2)"]);
    }

    [Fact]
    public void Damage_never_escapes_as_another_error()
    {
        const string text = "2\nLattice=\"4 0 0 0 4 0 0 0 4\" pbc=[T, T, F] Properties=species:S:1:pos:R:3:forces:R:3:tag:I:1 energy=-45 note={a b}\n"
            + "Na 0.0 1.0 2.0 0.1 0.2 0.3 1\nMg 1.0 2.0 3.0 .4 5d-1 6E+000 2\n1\nplain\nNa 0 0 0\n";
        char[] junk = [.. "=:\"'[]{}\\ \n\r\t0919eE+-.NaTF\0\uFFFD"];
        var random = new Random(5);
        for (int trial = 0; trial < 1000; trial++)
        {
            char[] damaged = text.ToCharArray();
            for (int change = random.Next(1, 5); change > 0; change--)
                damaged[random.Next(damaged.Length)] = junk[random.Next(junk.Length)];
            try
            {
                foreach (ExtendedXyzFrame frame in ExtendedXyzReaderTests.Read(new string(damaged)))
                    frame.TryGetReal("energy", out _);
            }
            catch (GapException refusal)
            {
                Assert.DoesNotContain('\n', refusal.Message);
                Assert.Contains("test.xyz:", refusal.Message, StringComparison.Ordinal);
            }
        }
    }

    private sealed class EndlessStream : MemoryStream
    {
        public override int Read(Span<byte> buffer)
        {
            buffer.Fill((byte)'1');
            return buffer.Length;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));
    }
}
