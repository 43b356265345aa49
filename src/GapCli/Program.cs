using GapCli;
using GapCli.Streams;

using Terminal terminal = Terminal.OfProcess();
return CommandLine.Run(args, terminal);
