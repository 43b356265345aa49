using Microsoft.Extensions.Hosting;

namespace GapServer.Hosting;

/// <summary>
/// Keeps connections open for a moment after the server was told to stop: streams and health watches have just been ended, and clients
/// shall read why before their connection closes.
/// </summary>
internal sealed class Farewell : IHostedLifecycleService
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(200);

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.Delay(Moment, cancellationToken);

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
