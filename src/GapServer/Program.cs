using System.CommandLine;
using GapCore;
using GapServer.Cli;

const int Failure = 1, Usage = 2;

try
{
    ParseResult parsed = ServeCommand.Create(Console.Out).Parse(args);
    if (parsed.Errors.Count > 0)
        return Complain($"{string.Join("; ", parsed.Errors.Select(error => error.Message.TrimEnd('.')))}; see gapsharp-server --help", Usage);
    return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (GapException failure)
{
    return Complain(failure.Message, Failure);
}
catch (Exception defect)
{
    return Complain($"internal: {defect.GetType().Name}: {defect.Message} (a defect in GapSharp: please report it)", Failure);
}

static int Complain(string message, int code)
{
    Console.Error.WriteLine($"gapsharp-server: error: {message.ReplaceLineEndings(" ").Trim()}");
    return code;
}
