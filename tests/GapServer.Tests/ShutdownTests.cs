using System.Diagnostics;
using GapServer.Tests.Support;
using GapSharp.V1;
using Grpc.Core;

namespace GapServer.Tests;

/// <summary>A stop ends streams and waiting calls at once and lets running evaluations finish.</summary>
public sealed class ShutdownTests
{
    [Fact]
    public async Task AnIdleStreamEndsAtOnce()
    {
        await using RunningServer server = await RunningServer.StartAsync(new SpringModel("na"));
        using AsyncDuplexStreamingCall<EvaluateRequest, EvaluateReply> call = server.Client.EvaluateStream();
        await call.RequestStream.WriteAsync(Wire.Chain(2));
        Assert.True(await call.ResponseStream.MoveNext());
        long begin = Stopwatch.GetTimestamp();
        Task stop = server.Server.StopAsync();
        Status status = await RunningServer.StatusOf(() => call.ResponseStream.MoveNext());
        await stop;
        Assert.Equal((StatusCode.Unavailable, "server is shutting down"), (status.StatusCode, status.Detail));
        Assert.InRange(Stopwatch.GetElapsedTime(begin).TotalSeconds, 0, 8);
    }

    [Fact]
    public async Task ARunningEvaluationFinishesAndWaitingOnesGoHome()
    {
        var model = new SpringModel("na");
        model.Go.Reset();
        await using RunningServer server = await RunningServer.StartAsync(RunningServer.Options with { MaxConcurrency = 1 }, model);
        Task<EvaluateReply> running = server.Client.EvaluateAsync(Wire.Chain(2)).ResponseAsync;
        Assert.True(await model.Begun.WaitAsync(10_000));
        Task<EvaluateReply> waiting = server.Client.EvaluateAsync(Wire.Chain(3)).ResponseAsync;
        await Task.Delay(100);
        Task stop = server.Server.StopAsync();
        Assert.Equal(StatusCode.Unavailable, (await RunningServer.StatusOf(() => waiting)).StatusCode);
        Assert.False(running.IsCompleted);
        model.Go.Set();
        Assert.Equal(8.5, (await running).Energy);
        await stop;
    }
}
