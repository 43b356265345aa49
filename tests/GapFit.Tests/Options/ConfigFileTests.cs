using GapCore;
using GapFit.Options;

namespace GapFit.Tests.Options;

/// <summary>A fit's keys in a file.</summary>
public sealed class ConfigFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gapsharp-test-");

    [Fact]
    public void A_file_says_the_same_as_a_command_line()
    {
        string path = Write($$"""
            # the small fit
            at_file=t.xyz
            gap={
                {{Line.Entry}} :
                # angle_3b cutoff=3
                soap l_max=6 n_max=8 cutoff=7.5 atom_sigma=0.6 covariance_type=dot_product zeta=4 delta=0.2 n_sparse=600
            }  default_sigma = {0.1 0.2 0.3 0}

            gp_file="my gap.xml" dryrun
            """);
        FitOptions options = FitOptionsParser.ParseFile(path);
        Assert.Equal(2, options.Gap.Count);
        Assert.Equal("my gap.xml", options.PotentialFile);
        Assert.Equal(Line.Content(options), Line.Content(FitOptionsParser.Parse([
            "at_file=t.xyz",
            $"gap={Line.Entry} : soap l_max=6 n_max=8 cutoff=7.5 atom_sigma=0.6 covariance_type=dot_product zeta=4 delta=0.2 n_sparse=600",
            "default_sigma={0.1 0.2 0.3 0}", "gp_file=my gap.xml", "dryrun",
        ]) with
        { CommandLine = options.CommandLine }));
    }

    [Fact]
    public void A_config_file_among_the_words_replaces_them()
    {
        string path = Write(string.Join("\r\n", Line.Small));
        FitOptions alone = FitOptionsParser.ParseFile(path);
        Assert.Equal(Line.Content(alone), Line.Content(FitOptionsParser.Parse([$"config_file={path}"])));

        FitOptions options = FitOptionsParser.Parse(["at_file=other.xyz", $"config_file={path}", "nonsense=1"]);
        Assert.Equal("t.xyz", options.AtomsFile);
        Assert.Equal("\"at_file\", \"nonsense\" in the command line ignored: config_file replaces everything else",
            Assert.Single(options.Notes));
    }

    [Fact]
    public void Mistakes_name_the_file()
    {
        string path = Write("at_fle=t.xyz");
        Line.Refused(GapErrorKind.Argument, () => FitOptionsParser.ParseFile(path),
            "\"at_fle\" in config file", "fit.cfg", "did you mean \"at_file\"?");
        Write("at_file=t.xyz");
        Line.Refused(GapErrorKind.Argument, () => FitOptionsParser.ParseFile(path), "config file", "fit.cfg\" lacks gap");
        Write("config_file=fit.cfg");
        Line.Refused(GapErrorKind.Argument, () => FitOptionsParser.ParseFile(path), "config_file in config file");
        Write("gap={soap");
        Line.Refused(GapErrorKind.Format, () => FitOptionsParser.ParseFile(path), "config file", "\"{\" without \"}\"");
        Write(new string(' ', (1 << 20) + 1));
        Line.Refused(GapErrorKind.Format, () => FitOptionsParser.ParseFile(path), "1048577 bytes, expected at most 1048576");
    }

    [Fact]
    public void Files_that_are_not_there_are_refused()
    {
        Line.Refused(GapErrorKind.Io, () => FitOptionsParser.ParseFile(Path.Combine(_folder.FullName, "none")), "does not exist");
        Line.Refused(GapErrorKind.Io, () => FitOptionsParser.Parse([$"config_file={_folder.FullName}"]), "is a directory");
        Line.Refused(GapErrorKind.Argument, () => FitOptionsParser.Parse(["config_file=a", "config_file=b"]),
            "config_file=\"a\" and config_file=\"b\"");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string Write(string text)
    {
        string path = Path.Combine(_folder.FullName, "fit.cfg");
        File.WriteAllText(path, text);
        return path;
    }
}
