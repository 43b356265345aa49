using System.Runtime.CompilerServices;
using GapCore;
using GapFit.LinearAlgebra;
using GapFit.Ranks;

namespace GapFit.MpiProbe;

/// <summary>What every <see cref="IRankGroup"/> keeps to. All ranks make the checks together; a failure throws.</summary>
public static class RankGroupContract
{
    public static void Check(IRankGroup ranks)
    {
        Require(ranks.Rank >= 0 && ranks.Rank < ranks.Count, $"rank {ranks.Rank} of {ranks.Count}");
        CheckReductions(ranks);
        CheckBroadcasts(ranks);
        CheckRing(ranks);
        CheckErrors(ranks);
        CheckTree(ranks);
        ranks.Barrier();
    }

    /// <summary>MPI must leave the runtime the signals from which it makes exceptions.</summary>
    public static void CheckManagedFaults()
    {
        Require(Caught<NullReferenceException>(() => Length(null!)), "null reference not caught");
        Require(Caught<DivideByZeroException>(() => Quotient(1, 0)), "division by zero not caught");
    }

    private static void CheckReductions(IRankGroup ranks)
    {
        int n = ranks.Count;
        Require(ranks.Sum(ranks.Rank + 0.5) == 0.5 * n * n, "sum");
        Require(ranks.Max(long.MaxValue - 7 - ranks.Rank) == long.MaxValue - 7, "maximum");
        Require(ranks.Max(-1000L - ranks.Rank) == -1000, "maximum of negative numbers");
        // Rounding makes the order of a sum visible: all ranks have to get the same.
        double sum = ranks.Sum(1.0 / (ranks.Rank + 3));
        double[] first = [sum];
        ranks.Broadcast(first, 0);
        Require(first[0] == sum, "sum differs between ranks");
    }

    private static void CheckBroadcasts(IRankGroup ranks)
    {
        for (int root = 0; root < ranks.Count; root++)
        {
            double[] numbers = Numbers(ranks.Rank == root ? root : -1, 300_000);
            ranks.Broadcast(numbers, root);
            Require(numbers.AsSpan().SequenceEqual(Numbers(root, 300_000)), $"broadcast from {root}");
            ranks.Broadcast(Span<byte>.Empty, root);
            Require(ranks.Broadcast($"räng {ranks.Rank}", root) == $"räng {root}", $"text broadcast from {root}");
            Require(ranks.Broadcast(ranks.Rank == root ? "" : "other", root) == "", $"empty text broadcast from {root}");
        }
    }

    /// <summary>Each rank sends to the next; even ranks begin, so that none waits for itself.</summary>
    private static void CheckRing(IRankGroup ranks)
    {
        if (ranks.Count == 1)
            return;
        int next = (ranks.Rank + 1) % ranks.Count, previous = (ranks.Rank + ranks.Count - 1) % ranks.Count;
        foreach (int length in (int[])[0, 1, 500_000])
        {
            double[] received = new double[length];
            string text = "";
            foreach (bool sends in (bool[])[ranks.Rank % 2 == 0, ranks.Rank % 2 != 0])
            {
                if (sends)
                {
                    ranks.Send(Numbers(ranks.Rank, length), next);
                    ranks.SendText($"{length} from {ranks.Rank}", next);
                }
                else
                {
                    ranks.Receive(received, previous);
                    text = ranks.ReceiveText(previous);
                }
            }

            Require(received.AsSpan().SequenceEqual(Numbers(previous, length)), $"{length} numbers from {previous}");
            Require(text == $"{length} from {previous}", $"text from {previous} is {text}");
        }
    }

    private static void CheckErrors(IRankGroup ranks)
    {
        int ran = 0;
        ranks.Share(() => ran++);
        Require(ran == 1, "shared work ran once");
        for (int failing = 0; failing < ranks.Count; failing++)
        {
            string message = "";
            try
            {
                ranks.Share(() => Require(ranks.Rank < failing, $"rank {ranks.Rank}"));
            }
            catch (GapException error)
            {
                message = $"{error.Kind}: {error.Message}";
            }

            Require(message == $"Internal: rank {failing}", $"error of {failing} is heard as {message}");
        }
    }

    /// <summary>Rows dealt out to the ranks and merged are the rows of one factor.</summary>
    private static void CheckTree(IRankGroup ranks)
    {
        // More columns than a band has rows; with several ranks, fewer rows than unknowns on some, none on an eighth.
        const int unknowns = 301, rows = 97, blocks = 7;
        var all = new TriangularFactor(unknowns);
        var own = new TriangularFactor(unknowns);
        for (int block = 0; block < blocks; block++)
        {
            all.Append(Numbers(block, rows * (unknowns + 1)), rows);
            if (block % ranks.Count == ranks.Rank)
                own.Append(Numbers(block, rows * (unknowns + 1)), rows);
        }

        ranks.MergeOntoRoot(own);
        if (ranks.Rank == 0)
        {
            double[] found = own.Solve(), expected = all.Solve();
            double norm = Math.Sqrt(expected.Sum(x => x * x));
            double error = Math.Sqrt(found.Zip(expected, (a, b) => (a - b) * (a - b)).Sum());
            Require(error < 1e-10 * norm, $"merged solution differs by {error:g3} of {norm:g3}");
            double left = all.ResidualNorm;
            Require(Math.Abs(own.ResidualNorm - left) < 1e-11 * left, $"merged residual {own.ResidualNorm}, expected {left}");
        }

        bool refused = Caught<GapException>(() => ranks.MergeOntoRoot(new TriangularFactor(ranks.Rank == 0 ? 4 : 5)));
        Require(refused == ranks.Count > 1, "factors of different size");
    }

    private static double[] Numbers(int seed, int length)
    {
        var random = new Random(seed);
        double[] numbers = new double[length];
        for (int i = 0; i < length; i++)
            numbers[i] = random.NextDouble() - 0.5;
        return numbers;
    }

    private static bool Caught<TException>(Action action)
        where TException : Exception
    {
        try
        {
            action();
            return false;
        }
        catch (TException)
        {
            return true;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Length(string text) => text.Length;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Quotient(int a, int b) => a / b;

    private static void Require(bool holds, string what)
    {
        if (!holds)
            throw new GapException(GapErrorKind.Internal, what);
    }
}
