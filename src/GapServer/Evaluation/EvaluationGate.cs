using System.Threading.RateLimiting;
using Grpc.Core;

namespace GapServer.Evaluation;

/// <summary>Lets a bounded number of evaluations run and a bounded number wait, first come first served; the rest is refused.</summary>
internal sealed class EvaluationGate(int concurrency, int queue) : IDisposable
{
    private readonly ConcurrencyLimiter _limiter = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = concurrency,
        QueueLimit = queue,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    private volatile bool _closed;

    /// <summary>Evaluations that may run at a time.</summary>
    public int Concurrency => concurrency;

    /// <summary>Waits for a turn; dispose the lease when done.</summary>
    /// <exception cref="RpcException">RESOURCE_EXHAUSTED when too many wait, UNAVAILABLE once closed.</exception>
    public async ValueTask<RateLimitLease> EnterAsync(CancellationToken cancellationToken)
    {
        RateLimitLease lease;
        try
        {
            lease = await _limiter.AcquireAsync(1, cancellationToken).ConfigureAwait(false);
        }
        catch (ObjectDisposedException)
        {
            throw Closed();
        }

        if (lease.IsAcquired)
            return lease;
        lease.Dispose();
        throw _closed
            ? Closed()
            : new RpcException(new Status(StatusCode.ResourceExhausted,
                $"server is busy: {concurrency} evaluations run and {queue} wait, expected fewer at a time; try again later"));
    }

    /// <summary>Refuses newcomers and whoever waits; running evaluations finish.</summary>
    public void Close()
    {
        _closed = true;
        _limiter.Dispose();
    }

    public void Dispose() => Close();

    private static RpcException Closed() => new(new Status(StatusCode.Unavailable, "server is shutting down"));
}
