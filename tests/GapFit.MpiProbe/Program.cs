using GapCore;
using GapFit.MpiProbe;
using GapFit.Ranks;

// What the tests start under mpirun: GapFit.MpiProbe MODE. Errors go the way that those of a fit go.
IRankGroup? ranks = null;
try
{
    ranks = RankGroups.Detect();
    switch (args[0])
    {
        case "contract":
            RankGroupContract.Check(ranks);
            RankGroupContract.CheckManagedFaults();
            break;
        case "shared-error":
            // The two highest ranks fail; all hear of the lower one.
            ranks.Share(() => Fail(ranks.Rank >= ranks.Count - 2, ranks.Rank));
            break;
        case "lonely-error":
            // The others wait for what never comes.
            Fail(ranks.Rank == ranks.Count - 1, ranks.Rank);
            ranks.Receive(new byte[8], ranks.Count - 1);
            break;
        default:
            throw new GapException(GapErrorKind.Argument, $"mode {args[0]}, expected contract, shared-error or lonely-error");
    }

    Console.Out.WriteLine($"rank {ranks.Rank} of {ranks.Count} done");
    return 0;
}
catch (GapException error) when (ranks is not null)
{
    ranks.End(error, Report);
    return 1;
}
catch (GapException error)
{
    Report(error);
    return 1;
}
finally
{
    ranks?.Dispose();
}

static void Fail(bool really, int rank)
{
    if (really)
        throw new GapException(GapErrorKind.Numeric, $"rank {rank} has met a number that it does not like");
}

static void Report(GapException error) => Console.Error.WriteLine($"probe: error: {error.Message}");
