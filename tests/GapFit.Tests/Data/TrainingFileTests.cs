using System.IO.Compression;
using System.Text;
using GapCore;
using GapCore.Tests.IO;
using GapFit.Data;
using GapFit.Fitting;
using GapFit.Options;

namespace GapFit.Tests.Data;

/// <summary>Training files: packed ones, and every kind of malformed one with its line.</summary>
public sealed class TrainingFileTests
{
    private static readonly string Good = Training.Pair(":force:R:3 energy=-1", "0 0 1", "0 0 -1");

    [Fact]
    public void A_packed_file_is_read_like_the_file_itself()
    {
        TrainingSet set = ReadPacked(Pack(Good));
        Assert.Equal(Training.ReadFrame(Good).Gradient, Assert.Single(set.Frames).Gradient);
    }

    [Fact]
    public void A_damaged_packed_file_is_refused()
    {
        byte[] packed = Pack(string.Concat(Enumerable.Range(0, 500).Select(i => Training.Pair($" energy={i} note={i * 7919 % 1009}"))));
        Refusal.Of(GapErrorKind.Io, () => ReadPacked(Encoding.UTF8.GetBytes(Good)), "cannot be read", "gzip");
        Refusal.Of(GapErrorKind.Io, () => ReadPacked(packed[..(packed.Length / 2)]), "cannot be read", "gzip");
        Array.Fill(packed, (byte)0x5A, packed.Length / 2, 8);
        GapException damage = Assert.Throws<GapException>(() => ReadPacked(packed));
        Assert.True(damage.Kind is GapErrorKind.Io or GapErrorKind.Format, damage.Message);
    }

    [Theory]
    [InlineData("energy=none", "energy = \"none\"", "finite number", ":2)")]
    [InlineData("energy=NaN", "energy = \"NaN\"", ":2)")]
    [InlineData("energy=\"1 2\"", "energy = \"1 2\"", ":2)")]
    [InlineData("virial=\"1 2 3 4 5 6\"", "virial = \"1 2 3 4 5 6\"", "9 finite numbers", ":2)")]
    [InlineData("virial=\"1 0 0 0 inf 0 0 0 1\"", "virial = ", "9 finite numbers", ":2)")]
    [InlineData("stress=\"1 2 3\"", "stress = \"1 2 3\"", "9 finite numbers", ":2)")]
    [InlineData("energy=1 energy_sigma=0", "sigma of the energy is 0", "positive", "energy_sigma", ":2)")]
    [InlineData("energy=1 energy_sigma=-1", "sigma of the energy is -1", ":2)")]
    [InlineData("virial=\"1 0 0 0 1 0 0 0 1\" virial_component_sigma=\"1 0 0 0 1 0 0 0 1\"", "sigma of the virial is 0", ":2)")]
    [InlineData("virial=\"1 0 0 0 1 0 0 0 1\" config_type=silent", "sigma of the virial is 0", "virial_parameter_name", ":2)")]
    [InlineData("energy=1 config_type=silent", "sigma of the energy is 0", "config_type_sigma", ":2)")]
    [InlineData("note=1 dft_energy=-1", "no configuration has energy, force, virial or stress", "note, dft_energy")]
    public void Refuses_malformed_comment_lines(string comment, params string[] says) =>
        Refusal.Of(GapErrorKind.Format, () => Training.Read(Training.Pair(" " + comment), WithSilentType), says);

    [Theory]
    [InlineData("force:R:3", "1 NaN 3", "4 5 6", "atom 1 has force = NaN", ":3)")]
    [InlineData("forces:R:3", "1 2 3", "4 5 -inf", "atom 2 has forces = -", "finite", ":4)")]
    [InlineData("force:R:1", "1", "2", "\"force:R:1\"", "force:R:3", ":2)")]
    [InlineData("force:S:3", "a b c", "d e f", "\"force:S:3\"", ":2)")]
    [InlineData("force:R:3:force_mask:R:1", "1 2 3 1", "4 5 6 0", "force_mask:L:1", ":2)")]
    [InlineData("force:R:3:force_mask:I:1", "1 2 3 1", "4 5 6 2", "atom 2 has force_mask = \"2\"", "T or F", ":4)")]
    [InlineData("force:R:3:force_atom_sigma:R:1", "1 2 3 1", "4 5 6 0", "sigma of the force is 0", ":2)")]
    [InlineData("force:R:3:force_atom_sigma:R:1", "1 2 3 1", "4 5 6 NaN", "force_atom_sigma = NaN", ":4)")]
    [InlineData("force:R:3:force_component_sigma:R:2", "1 2 3 1 1", "4 5 6 1 1", "force_component_sigma:R:3", ":2)")]
    [InlineData("force:R:3 config_type=silent", "1 2 3", "4 5 6", "sigma of the force is 0", ":2)")]
    public void Refuses_malformed_columns(string columns, string first, string second, params string[] says) =>
        Refusal.Of(GapErrorKind.Format, () => Training.Read(Training.Pair(":" + columns, first, second), WithSilentType), says);

    [Theory]
    [InlineData("", GapErrorKind.Format, "is empty")]
    [InlineData(" \n\n", GapErrorKind.Format, "is empty")]
    [InlineData("1\nenergy=1\nNa 0 nan 0\n", GapErrorKind.Format, "y = \"nan\"", ":3)")]
    [InlineData("1\nenergy=1\nQq 0 0 0\n", GapErrorKind.Species, "\"Qq\"", ":3)")]
    [InlineData("1\nenergy=1 Lattice=\"5 0 0 0 inf 0 0 0 5\" Properties=species:S:1:pos:R:3\nNa 0 0 0\n", GapErrorKind.Format, "Lattice", ":2)")]
    [InlineData("2\nenergy=1\nNa 0 0 0\n", GapErrorKind.Format, "ends after 1 atoms")]
    [InlineData("1\nstress=\"1 2 3 4 5 6\"\nNa 0 0 0\n", GapErrorKind.Format, "stress", "volume 0", ":2)")]
    public void Refuses_malformed_structures(string text, GapErrorKind kind, params string[] says) =>
        Refusal.Of(kind, () => Training.Read(text), says);

    [Theory]
    [InlineData(":local_property:R:1 energy=1", "1", "2", "local_property", "0.001")]
    [InlineData(" energy=1 n_hessian=1 hessian_sigma=0.1", "", "", "n_hessian", "hessians cannot be fitted")]
    public void Refuses_data_that_cannot_be_fitted(string comment, string first, string second, params string[] says) =>
        Refusal.Of(GapErrorKind.Unsupported, () => Training.Read(Training.Pair(comment, first, second)), [.. says, ":2)"]);

    [Fact]
    public void Refuses_hessians_that_the_default_makes_data() => Refusal.Of(GapErrorKind.Unsupported,
        () => Training.Read(Training.Pair(" energy=1 n_hessian=1"),
            options => options with { DefaultRegularisation = new Regularisation(1, 1, 1, 0.1) }), "n_hessian");

    private static FitOptions WithSilentType(FitOptions options) =>
        options with { RegularisationByConfigType = new Dictionary<string, Regularisation> { ["silent"] = default } };

    private static byte[] Pack(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(Encoding.UTF8.GetBytes(text));
        return packed.ToArray();
    }

    private static TrainingSet ReadPacked(byte[] packed)
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("train.xyz.GZ");
        File.WriteAllBytes(path, packed);
        return TrainingSet.Read(Training.Options(path), SilentProgress.Instance);
    }
}
