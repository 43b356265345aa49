namespace GapFit.Fitting;

/// <summary>Worker threads of a fit.</summary>
internal static class Threads
{
    /// <summary>One per processor where 0 are asked for.</summary>
    internal static int Count(int asked) => asked > 0 ? asked : Environment.ProcessorCount;

    /// <summary>Does independent pieces of work side by side; the first failure is thrown as it is.</summary>
    internal static void ForEach(int threads, int count, Action<int> work)
    {
        try
        {
            System.Threading.Tasks.Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = threads }, work);
        }
        catch (AggregateException failures)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failures.InnerExceptions[0]);
        }
    }
}
