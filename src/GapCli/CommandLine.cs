using System.CommandLine;
using GapCli.Commands;
using GapCli.Programs;
using GapCli.Streams;
using GapCore;

namespace GapCli;

/// <summary>The <c>gapsharp</c> command: parses, runs and turns every failure into one line and an exit code.</summary>
internal static class CommandLine
{
    /// <summary>Exit codes: all went well; it ran and failed; it was called wrongly.</summary>
    internal const int Success = 0, Failure = 1, Usage = 2;

    internal static int Run(string[] arguments, Terminal terminal)
    {
        try
        {
            RootCommand root = Root(terminal);
            if (arguments.Length > 0 && root.Subcommands.FirstOrDefault(known => known.Name == arguments[0]) is ProgramCommand command)
                command.Program(arguments[1..]).Become();
            ParseResult parsed = root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
            if (parsed.Errors.Count > 0)
                return Complain(terminal, UsageError.Describe(parsed), Usage);
            var configuration = new InvocationConfiguration
            {
                Output = terminal.Output,
                Error = terminal.Error,
                EnableDefaultExceptionHandler = false,
            };
            int code = parsed.Invoke(configuration);
            terminal.Output.Flush();
            return code;
        }
        catch (GapException failure)
        {
            return Complain(terminal, failure.Message, Failure);
        }
        catch (IOException failure)
        {
            // The reader of our output has gone (gapsharp ... | head), or a disk is full.
            return Complain(terminal, failure.Message, Failure);
        }
        catch (Exception defect)
        {
            string kind = defect.GetType().Name;
            return Complain(terminal, $"internal: {kind}: {defect.Message} (a defect in GapSharp: please report it)", Failure);
        }
    }

    private static RootCommand Root(Terminal terminal)
    {
        var root = new RootCommand(
            "Gaussian Approximation Potentials: energies, forces and virials from potentials that QUIP and gap_fit write.")
        {
            EvaluateCommand.Create(terminal),
            InfoCommand.Create(terminal),
            ServerProgram.Create(Installation.OfProcess),
            DescribeCommand.Create(terminal),
            FitCommand.Create(terminal),
            SearchCommand.Create(terminal),
            ValidateCommand.Create(terminal),
            CurateCommand.Create(terminal),
            FingerprintCommand.Create(terminal),
            DeduplicateCommand.Create(terminal),
            HeatCapacityCommand.Create(terminal),
        };
        foreach (PythonWorkflow workflow in PythonWorkflow.All)
            root.Add(workflow.Create(Installation.OfProcess, Environment.GetEnvironmentVariable));
        HelpAndVersion.Attach(root);
        return root;
    }

    internal static int Complain(Terminal terminal, string message, int code)
    {
        terminal.Error.WriteLine($"gapsharp: error: {message.ReplaceLineEndings(" ").Trim()}");
        return code;
    }
}
