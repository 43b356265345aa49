using System.Runtime.Versioning;
using GapCli.Programs;
using GapCore;

namespace GapCli.Tests;

/// <summary>Commands that are programs of their own: which program, with which arguments. That they run: tests/command.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class ProgramTests : IDisposable
{
    private const UnixFileMode Executable = UnixFileMode.UserRead | UnixFileMode.UserExecute;

    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    public static TheoryData<string> Workflows => new(PythonWorkflow.All.Select(workflow => workflow.Name));

    [Theory]
    [MemberData(nameof(Workflows))]
    public void EveryWorkflowIsAModuleThatRuns(string name)
    {
        PythonWorkflow workflow = PythonWorkflow.All.Single(workflow => workflow.Name == name);
        string sources = Path.Combine(Reference.Root, "python", "ase_client", "src", "gapsharp");
        Assert.True(File.Exists(Path.Combine(sources, workflow.Module, "__main__.py")), $"{sources} has no {workflow.Module}/__main__.py");
    }

    [Fact]
    public void AWorkflowRunsItsModuleWithTheArgumentsAsTheyAre()
    {
        OtherProgram program = Hop(("GAPSHARP_PYTHON", Program("python")), "--help", "-x", "a b", "--", "@file", "");
        Assert.Equal(_scratch["python"], program.File);
        Assert.Equal(["-m", "gapsharp.hopping", "--help", "-x", "a b", "--", "@file", ""], program.Arguments);
        Assert.Equal([("PYTHONPATH", _scratch["root/python"])], program.Variables);
    }

    [Fact]
    public void TheUsersSearchPathStaysBehindOurs()
    {
        Directory.CreateDirectory(_scratch["root/python/gapsharp/hopping"]);
        string python = Program("python");
        OtherProgram program = Workflow.Program(
            Root, name => name == "PYTHONPATH" ? "/mine:/yours" : name == "GAPSHARP_PYTHON" ? python : null);
        Assert.Equal([("PYTHONPATH", $"{_scratch["root/python"]}:/mine:/yours")], program.Variables);
    }

    [Fact]
    public void AWorkflowThatIsNotInstalledIsOneLine()
    {
        GapException error = Assert.Throws<GapException>(() => Workflow.Program(Root, _ => null));
        Assert.Equal($"the Python package {_scratch["root/python/gapsharp/hopping"]} does not exist, expected it to be installed", error.Message);
    }

    [Fact]
    public void PythonIsWhatTheUserNamesElseTheDistributionsElseTheFirstOnThePath()
    {
        string mine = Program("mine"), distribution = Program("usr"), found = Program("bin/python3"), named = Program("bin/python9");
        _scratch.Write("plain", "not executable");
        string path = $"/nowhere::{_scratch["bin"]}";
        Assert.Equal(mine, PythonInterpreter.Find(Lookup(mine, path), distribution));
        Assert.Equal(named, PythonInterpreter.Find(Lookup("python9", path), distribution));
        Assert.Equal(distribution, PythonInterpreter.Find(Lookup(null, path), distribution));
        Assert.Equal(distribution, PythonInterpreter.Find(Lookup("", path), distribution));
        Assert.Equal(found, PythonInterpreter.Find(Lookup(null, path), "/nowhere/python3"));
        Assert.Equal(found, PythonInterpreter.Find(Lookup(null, path), _scratch["plain"]));
    }

    [Theory]
    [InlineData("/nowhere/python3", "environment variable GAPSHARP_PYTHON is '/nowhere/python3', expected a program")]
    [InlineData("python99", "environment variable GAPSHARP_PYTHON is 'python99', expected a program")]
    [InlineData(null, "no /nowhere/python3 and no python3 on PATH, expected Python with ASE")]
    public void WithoutPythonThereIsOneLine(string? named, string says)
    {
        GapException error = Assert.Throws<GapException>(() => PythonInterpreter.Find(Lookup(named, _scratch.Folder), "/nowhere/python3"));
        Assert.StartsWith(says, error.Message);
        Assert.Equal(GapErrorKind.Io, error.Kind);
    }

    [Theory]
    [InlineData("serve", "/bin/gapsharp-server does not exist")]
    [InlineData("hop", "/python/gapsharp/hopping does not exist")]
    public void AProgramThatIsNotInstalledIsOneLine(string name, string says)
    {
        Gapsharp.Run(name, "--help").IsOneLine(1, says);
        Gapsharp.Run("--help", name).IsOneLine(1, says);
    }

    [Fact]
    public void WhatIsNoProgramIsOneLine()
    {
        string file = Program("broken");
        GapException error = Assert.Throws<GapException>(() => new OtherProgram(file, "argument").Become());
        Assert.Equal($"{file} cannot be run: Exec format error", error.Message);
    }

    private static PythonWorkflow Workflow => PythonWorkflow.All.Single(workflow => workflow.Name == "hop");

    private Installation Root => new(_scratch["root"]);

    private OtherProgram Hop((string Name, string Value) variable, params string[] arguments)
    {
        Directory.CreateDirectory(_scratch["root/python/gapsharp/hopping"]);
        return Workflow.Program(Root, name => name == variable.Name ? variable.Value : null, arguments);
    }

    private static Func<string, string?> Lookup(string? python, string path) =>
        name => name == PythonInterpreter.Variable ? python : name == "PATH" ? path : null;

    private string Program(string name)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_scratch[name])!);
        _scratch.Write(name, "not a program");
        File.SetUnixFileMode(_scratch[name], Executable);
        return _scratch[name];
    }
}
