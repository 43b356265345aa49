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
    [InlineData("no model to serve", "gapsharp serve --help", "serve")]
    [InlineData("port is 70000", "65535", "serve", "na.xml", "--port", "70000")]
    public void WrongCallsExitWithTwoAndOneLine(string what, string expected, params string[] arguments) =>
        Gapsharp.Run(arguments).IsOneLine(2, what, expected);

    [Fact]
    public void VersionIsProgramAndNumber() =>
        Assert.Matches(@"^gapsharp \d+\.\d+\.\d+\n$", Gapsharp.Run("--version").IsSuccess().Output);

    [Theory]
    [InlineData("evaluate")]
    [InlineData("info")]
    [InlineData("describe")]
    [InlineData("serve")]
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
        foreach (string command in (string[])["evaluate", "info", "describe", "serve"])
            Assert.Contains($"\n  {command} ", help);
    }
}
