using GapCore;

namespace GapFit.Ranks;

/// <summary>
/// Errors of a fit on several ranks: one message, and all ranks end. What all ranks do alike and what may fail on any of them goes through
/// <see cref="Share"/>; <see cref="End"/>, before the group is disposed of, is the end of every error.
/// </summary>
public static class RankErrors
{
    /// <summary>Key of <see cref="Exception.Data"/>: all ranks have this error.</summary>
    private const string Shared = "gapsharp.shared";

    /// <summary>Collective. Does the work of this rank, which must not wait for others; an error of any rank is thrown on all.</summary>
    /// <exception cref="GapException">That of the lowest rank that failed, on every rank.</exception>
    public static void Share(this IRankGroup ranks, Action work)
    {
        GapException? error = null;
        try
        {
            work();
        }
        catch (GapException own)
        {
            error = own;
        }

        // The lowest rank with an error, Count without one.
        int failed = -(int)ranks.Max(error is null ? -ranks.Count : -ranks.Rank);
        if (failed == ranks.Count)
            return;
        string message = ranks.Broadcast(error?.Message, failed);
        var kind = (GapErrorKind)ranks.Max(ranks.Rank == failed ? (long)error!.Kind : long.MinValue);
        throw new GapException(kind, message, error) { Data = { [Shared] = true } };
    }

    /// <summary>
    /// Reports an error: on rank 0 one that <see cref="Share"/> threw, on this rank any other, and that one ends the processes of all ranks
    /// with exit code 1. Returns when the error is known everywhere and each rank can end by itself, or when there is one rank only.
    /// </summary>
    public static void End(this IRankGroup ranks, GapException error, Action<GapException> report)
    {
        bool known = ranks.Count == 1 || error.Data.Contains(Shared);
        if (!known || ranks.Rank == 0)
            report(error);
        if (!known)
            ranks.Abort(1);
    }
}
