using System.CommandLine;

namespace GapCli.Programs;

/// <summary>
/// A command that is a program of its own. It gets the arguments as they are, <c>--help</c> too; they are never parsed here.
/// </summary>
internal sealed class ProgramCommand(string name, string description, Func<string[], OtherProgram> program) : Command(name, description)
{
    /// <summary>What <c>gapsharp NAME ARGUMENTS</c> runs.</summary>
    /// <exception cref="GapCore.GapException">Io: a part of it is not installed.</exception>
    internal OtherProgram Program(string[] arguments) => program(arguments);
}
