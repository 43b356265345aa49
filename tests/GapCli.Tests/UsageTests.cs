namespace GapCli.Tests;

public class UsageTests
{
    [Theory]
    [InlineData("no command", "evaluate, info")]
    [InlineData("unknown command 'evalute'", "expected evaluate", "evalute")]
    [InlineData("MODEL.xml is missing", "gapsharp evaluate --help", "evaluate")]
    [InlineData("IN.xyz is missing", "extended XYZ", "evaluate", "na.xml")]
    [InlineData("'extra'", "gapsharp evaluate --help", "evaluate", "na.xml", "in.xyz", "extra")]
    [InlineData("'--fast'", "--help", "evaluate", "na.xml", "in.xyz", "--fast")]
    [InlineData("--threads is '0'", "1 to 256", "evaluate", "na.xml", "in.xyz", "--threads", "0")]
    [InlineData("--threads is '257'", "1 to 256", "evaluate", "na.xml", "in.xyz", "--threads", "257")]
    [InlineData("--threads is 'many'", "1 to 256", "evaluate", "na.xml", "in.xyz", "--threads", "many")]
    [InlineData("--properties has 'energies'", "local_energy", "evaluate", "na.xml", "in.xyz", "--properties", "forces,energies")]
    [InlineData("--properties has ''", "local_energy", "evaluate", "na.xml", "in.xyz", "--properties", "forces,")]
    [InlineData("--prefix is 'a b'", "letters", "evaluate", "na.xml", "in.xyz", "--prefix", "a b")]
    [InlineData("--descriptor", "required", "describe", "in.xyz")]
    [InlineData("MODEL.xml is missing", "gapsharp info --help", "info", "--json")]
    [InlineData("DATA.xyz is missing", "gapsharp validate --help", "validate", "na.xml")]
    [InlineData("--by has 'shape'", "config_type or size", "validate", "na.xml", "in.xyz", "--by", "shape")]
    [InlineData("condition \"size=many\"", "a number of atoms", "validate", "na.xml", "in.xyz", "--subset", "size=many")]
    [InlineData("POOL.xyz is missing", "gapsharp curate --help", "curate", "-o", "out.xyz")]
    [InlineData("'--output'", "required", "curate", "pool.xyz")]
    [InlineData("POOL.xyz is '-'", "files", "curate", "-", "-o", "out.xyz")]
    [InlineData("--count is '-1'", "whole number", "curate", "pool.xyz", "-o", "out.xyz", "--count", "-1")]
    [InlineData("--energy-window is '0'", "positive", "curate", "pool.xyz", "-o", "out.xyz", "--energy-window", "0")]
    [InlineData("split \"train=2\"", "add up to 1", "curate", "pool.xyz", "-o", "out.xyz", "--split", "train=2")]
    [InlineData("--uniform-energy without --count or --per-size", "both", "curate", "pool.xyz", "-o", "out.xyz", "--uniform-energy")]
    [InlineData("--model without --force-error", "both", "curate", "pool.xyz", "-o", "out.xyz", "--model", "na.xml")]
    [InlineData("--add without --model", "both", "curate", "pool.xyz", "-o", "out.xyz", "--add", "3")]
    [InlineData("--split-files without --split", "both", "curate", "pool.xyz", "-o", "out.xyz", "--split-files")]
    [InlineData("MINIMA.xyz is missing", "gapsharp deduplicate --help", "deduplicate", "-o", "out.xyz")]
    [InlineData("MINIMA.xyz is '-'", "files", "deduplicate", "-", "-o", "out.xyz")]
    [InlineData("--rule has 'shape'", "distances or inertia", "deduplicate", "in.xyz", "-o", "out.xyz", "--rule", "shape")]
    [InlineData("--fingerprint-threshold is '-1'", "positive", "deduplicate", "in.xyz", "-o", "out.xyz", "--fingerprint-threshold", "-1")]
    [InlineData("'spd'", "'sp'", "fingerprint", "in.xyz", "--orbitals", "spd")]
    [InlineData("--local is '0'", "positive", "fingerprint", "in.xyz", "--local", "0")]
    public void WrongCallsExitWithTwoAndOneLine(string what, string expected, params string[] arguments) =>
        Gapsharp.Run(arguments).IsOneLine(2, what, expected);

    [Fact]
    public void VersionIsProgramAndNumber() =>
        Assert.Matches(@"^gapsharp \d+\.\d+\.\d+\n$", Gapsharp.Run("--version").IsSuccess().Output);

    [Theory]
    [InlineData("evaluate")]
    [InlineData("info")]
    [InlineData("describe")]
    [InlineData("validate")]
    [InlineData("curate")]
    [InlineData("fingerprint")]
    [InlineData("deduplicate")]
    public void HelpOfEveryCommandEndsWithExamples(string command)
    {
        string help = Gapsharp.Run(command, "--help").IsSuccess().Output;
        Assert.Matches($@"Usage:\n  \S+ {command} ", help);
        Assert.Matches($@"Examples:\n(.*\n)*.*gapsharp {command} ", help);
    }

    [Fact]
    public void HelpNamesEveryCommand()
    {
        string help = Gapsharp.Run("--help").IsSuccess().Output;
        string[] commands = ["evaluate", "info", "describe", "validate", "curate", "fingerprint", "deduplicate", "serve", "hop"];
        foreach (string command in commands)
            Assert.Contains($"\n  {command} ", help);
    }
}
