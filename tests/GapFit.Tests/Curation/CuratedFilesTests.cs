using GapCore;
using GapCore.IO.ExtendedXyz;
using GapFit.Curation;
using GapFit.Tests.Validation;
using GapFit.Validation;

namespace GapFit.Tests.Curation;

public sealed class CuratedFilesTests : IDisposable
{
    private const string First = "2\nenergy=-1.50 note=\"G\u00F6teborg  \"  Properties=species:S:1:pos:R:3:odd:S:1 \nNa 0 0 0.10   x\nNa 3 0 0 y\n";

    private const string Second = "1\na single atom\nNa 0 0 0\n";

    private readonly PoolFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Text_is_copied_byte_by_byte()
    {
        _folder.Write("a.xyz", First + Second);
        _folder.Write("b.xyz.gz", "\n" + Second + "\n\n" + First);
        CuratedFiles.Write(_folder.Everything(_ => null, "a.xyz", "b.xyz.gz"), _folder["out.xyz"]);
        Assert.Equal(First + Second + Second + First, _folder.Read("out.xyz"));
        Assert.Equal(["a.xyz", "b.xyz.gz", "out.xyz"], _folder.Files);
    }

    [Fact]
    public void Only_the_chosen_are_copied()
    {
        _folder.Write("a.xyz", First + Second + First.Replace("-1.50", "-2.5"));
        CurationResult all = _folder.Everything(_ => null, "a.xyz");
        CuratedFiles.Write(all with { Chosen = [all.Chosen[2]] }, _folder["out.xyz"]);
        Assert.Equal(First.Replace("-1.50", "-2.5"), _folder.Read("out.xyz"));
    }

    [Fact]
    public void One_file_may_stand_in_the_pool_twice()
    {
        _folder.Write("a.xyz", First);
        CuratedFiles.Write(_folder.Everything(_ => null, "a.xyz", "a.xyz"), _folder["out.xyz"]);
        Assert.Equal(First + First, _folder.Read("out.xyz"));
    }

    [Theory]
    [InlineData("energy=-1 x=2", "energy=-1 x=2 split=test")]
    [InlineData("", "split=test")]
    [InlineData("split=train energy=-1", "split=test energy=-1")]
    [InlineData("energy=-1 split = \"old one\"   x=2", "energy=-1 split=test   x=2")]
    [InlineData("comment=\"split=train\" x=2", "comment=\"split=train\" x=2 split=test")]
    [InlineData("split x=2", "split=test x=2")]
    [InlineData("x=2 split=train", "x=2 split=test")]
    [InlineData("unsplit=train", "unsplit=train split=test")]
    public void The_part_is_written_into_the_comment_line(string comment, string expected)
    {
        _folder.Write("a.xyz", $"1\n{comment}\nNa 0 0 0\n");
        CuratedFiles.Write(_folder.Everything(_ => "test", "a.xyz"), _folder["out.xyz"]);
        Assert.Equal($"1\n{expected}\nNa 0 0 0\n", _folder.Read("out.xyz"));
        Assert.True(Assert.Single(ExtendedXyzReader.Read(_folder["out.xyz"])).TryGetText("split", out string? part));
        Assert.Equal("test", part);
    }

    [Fact]
    public void Parts_go_to_files_of_their_own_untouched()
    {
        _folder.Write("a.xyz", First + Second + First);
        CurationResult result = _folder.Everything(index => index == 1 ? "test" : "train", "a.xyz");
        CuratedFiles.WriteParts(result, _folder["set.xyz"], SplitPart.ParseList("train=0.5,test=0.5"));
        Assert.Equal(First + First, _folder.Read("set.train.xyz"));
        Assert.Equal(Second, _folder.Read("set.test.xyz"));
        Assert.Equal(["a.xyz", "set.test.xyz", "set.train.xyz"], _folder.Files);
    }

    [Fact]
    public void Output_is_packed_where_its_name_says_so()
    {
        _folder.Write("a.xyz", First + Second);
        CuratedFiles.Write(_folder.Everything(_ => null, "a.xyz"), _folder["out.xyz.gz"]);
        Assert.Equal(0x1F, File.ReadAllBytes(_folder["out.xyz.gz"])[0]);
        Assert.Equal(2, ExtendedXyzReader.Read(_folder["out.xyz.gz"]).Count());
    }

    [Theory]
    [InlineData("set.xyz", "set.train.xyz")]
    [InlineData("some.set.xyz.gz", "some.set.train.xyz.gz")]
    [InlineData("set", "set.train")]
    public void Names_of_parts(string path, string expected) => Assert.Equal(expected, CuratedFiles.PartPath(path, "train"));

    [Fact]
    public void A_pool_file_is_never_overwritten()
    {
        _folder.Write("a.xyz", First);
        File.CreateSymbolicLink(_folder["link.xyz"], _folder["a.xyz"]);
        CurationResult result = _folder.Everything(_ => null, "a.xyz");
        Assert.Contains("pool", Assert.Throws<GapException>(() => CuratedFiles.Write(result, _folder["a.xyz"])).Message);
        Assert.Contains("pool", Assert.Throws<GapException>(() => CuratedFiles.Write(result, _folder["link.xyz"])).Message);
        Assert.Equal(First, _folder.Read("a.xyz"));
    }

    [Fact]
    public void A_failure_leaves_the_old_file_and_nothing_else()
    {
        _folder.Write("a.xyz", First + Second);
        CurationResult result = _folder.Everything(_ => null, "a.xyz");
        _folder.Write("a.xyz", First);
        _folder.Write("out.xyz", "precious");
        GapException failure = Assert.Throws<GapException>(() => CuratedFiles.Write(result, _folder["out.xyz"]));
        Assert.Contains("no longer", failure.Message);
        Assert.Equal("precious", _folder.Read("out.xyz"));
        Assert.Equal(["a.xyz", "out.xyz"], _folder.Files);
    }

    [Theory]
    [InlineData("/dev/gapsharp-test.xyz")]
    [InlineData("/proc/gapsharp-test.xyz")]
    public void Devices_are_never_renamed_over(string path)
    {
        _folder.Write("a.xyz", First);
        File.CreateSymbolicLink(_folder["link.xyz"], path);
        CurationResult result = _folder.Everything(_ => null, "a.xyz");
        Assert.Contains("device", Assert.Throws<GapException>(() => CuratedFiles.Write(result, path)).Message);
        Assert.Contains("device", Assert.Throws<GapException>(() => CuratedFiles.Write(result, _folder["link.xyz"])).Message);
        Assert.False(File.Exists(path));
    }

    [Fact]
    public void A_folder_that_is_not_there_is_named()
    {
        _folder.Write("a.xyz", First);
        GapException failure = Assert.Throws<GapException>(
            () => CuratedFiles.Write(_folder.Everything(_ => null, "a.xyz"), _folder["none/out.xyz"]));
        Assert.Equal(GapErrorKind.Io, failure.Kind);
        Assert.Contains("none/out.xyz", failure.Message);
    }

    [Fact]
    public void Damaged_gzip_is_an_error_of_one_line()
    {
        _folder.Write("a.xyz", First);
        File.Move(_folder["a.xyz"], _folder["a.xyz.gz"]);
        GapException failure = Assert.Throws<GapException>(() => ExtendedXyzReader.Read(_folder["a.xyz.gz"]).Count());
        Assert.Equal(GapErrorKind.Io, failure.Kind);
        Assert.Contains("a.xyz.gz", failure.Message);
    }

    [Fact]
    public void Force_errors_are_those_of_the_candidates()
    {
        ExtendedXyzFrame[] frames =
        [
            SmallModel.WithData(SmallModel.Row(2, 3.0), 0, [0.9, 0, 0, 0, 0, 0]),
            SmallModel.WithData(SmallModel.Row(2, 3.1), 0, [0.3, 0, -0.4, 0, 0, 0]),
            SmallModel.WithData(SmallModel.Row(2, 3.2), 0),
        ];
        PoolFrame[] pool = [.. frames.Select((frame, index) => PoolFrame.Of(index, 0, frame, "energy"))];
        IReadOnlyList<double?> errors = ForceErrors.Of(SmallModel.Potential, frames, pool[1..], new ValidationOptions());
        Assert.Equal(2, errors.Count);
        Assert.Equal(0.5, errors[0]!.Value, 12);
        Assert.Null(errors[1]);
        Assert.Contains("without forces", Assert.Throws<GapException>(
            () => ForceErrors.Of(SmallModel.Potential, frames, pool[2..], new ValidationOptions())).Message);
    }
}
