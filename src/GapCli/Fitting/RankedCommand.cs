using GapCli.Streams;
using GapCore;
using GapFit.Ranks;

namespace GapCli.Fitting;

/// <summary>A command that mpirun may have started on several ranks.</summary>
internal static class RankedCommand
{
    /// <summary>Does this rank's share of the work. An error on one of several ranks is said once and ends all of them.</summary>
    /// <returns>The exit code.</returns>
    internal static int Run(Terminal terminal, Action<IRankGroup> work)
    {
        using IRankGroup ranks = RankGroups.Detect();
        try
        {
            work(ranks);
        }
        catch (Exception error) when (ranks.Count > 1)
        {
            // Whatever it is: the other ranks wait for this one.
            ranks.End(
                error as GapException ?? new GapException(GapErrorKind.Internal, $"internal: {error.GetType().Name}: {error.Message}", error),
                known => CommandLine.Complain(terminal, known.Message, CommandLine.Failure));
            return CommandLine.Failure;
        }

        return CommandLine.Success;
    }
}
