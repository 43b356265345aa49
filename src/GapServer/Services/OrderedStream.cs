using Grpc.Core;

namespace GapServer.Services;

/// <summary>
/// Works on up to <paramref name="depth"/> messages of a stream at a time and replies in the order they came. One loop reads and writes, so
/// a slow client holds back its own requests and nothing piles up.
/// </summary>
internal sealed class OrderedStream<TRequest, TReply>(int depth, Func<TRequest, Task<TReply>> work)
    where TRequest : class
    where TReply : class
{
    private readonly Queue<Task<TReply>> _running = new();

    /// <summary>Runs until the requests end and every reply is sent. <paramref name="work"/> must not throw.</summary>
    internal async Task RunAsync(
        IAsyncStreamReader<TRequest> requests, IServerStreamWriter<TReply> replies, CancellationToken cancellationToken)
    {
        Task<bool>? arriving = requests.MoveNext(cancellationToken);
        while (arriving is not null || _running.Count > 0)
        {
            bool mayStart = arriving is not null && _running.Count < depth;
            if (_running.Count > 0 && !(mayStart && arriving!.IsCompleted))
            {
                if (mayStart)
                    await Task.WhenAny(arriving!, _running.Peek());
                if (!mayStart || _running.Peek().IsCompleted)
                {
                    await replies.WriteAsync(await _running.Dequeue(), cancellationToken);
                    continue;
                }
            }

            if (!await arriving!)
            {
                arriving = null;
                continue;
            }

            TRequest request = requests.Current;
            _running.Enqueue(Task.Run(() => work(request), CancellationToken.None));
            arriving = requests.MoveNext(cancellationToken);
        }
    }
}
