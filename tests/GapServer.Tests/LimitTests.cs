using GapServer.Tests.Support;
using GapSharp.V1;
using Grpc.Core;

namespace GapServer.Tests;

/// <summary>Size, load and time: each limit answers with its own status.</summary>
public sealed class LimitTests
{
    [Fact]
    public async Task TooManyAtomsAreResourceExhausted()
    {
        await using RunningServer server = await RunningServer.StartAsync(
            RunningServer.Options with { MaxAtoms = 5 }, new SpringModel("na"));
        Assert.Equal(Wire.ChainEnergy(5), (await server.Client.EvaluateAsync(Wire.Chain(5))).Energy);
        Status status = await server.StatusOf(Wire.Chain(6));
        Assert.Equal(
            (StatusCode.ResourceExhausted, "structure has 6 atoms, expected at most 5 (this server's --max-atoms)"),
            (status.StatusCode, status.Detail));
    }

    [Fact]
    public async Task DescriptorsHaveATenthOfTheLimit()
    {
        await using RunningServer server = await RunningServer.StartAsync(
            RunningServer.Options with { MaxAtoms = 50 }, new SpringModel("na"));
        await server.Client.EvaluateAsync(Wire.Chain(5, properties: Property.Descriptors));
        Status status = await server.StatusOf(Wire.Chain(6, properties: Property.Descriptors));
        Assert.Equal(
            (StatusCode.ResourceExhausted, "descriptors of 6 atoms, expected at most 5 (1/10 of this server's --max-atoms)"),
            (status.StatusCode, status.Detail));
    }

    [Fact]
    public async Task ATooLargeMessageIsResourceExhausted()
    {
        await using RunningServer server = await RunningServer.StartAsync(
            RunningServer.Options with { MaxMessageBytes = 2000 }, new SpringModel("na"));
        Assert.Equal(StatusCode.ResourceExhausted, (await server.StatusOf(Wire.Chain(100))).StatusCode);
        Assert.Equal(8.5, (await server.Client.EvaluateAsync(Wire.Chain(2))).Energy);
    }

    [Fact]
    public async Task MoreThanTheQueueHoldsIsResourceExhausted()
    {
        var model = new SpringModel("na");
        model.Go.Reset();
        await using RunningServer server = await RunningServer.StartAsync(
            RunningServer.Options with { MaxConcurrency = 2, MaxQueue = 3 }, model);
        Task<EvaluateReply>[] calls = [.. Enumerable.Range(0, 9).Select(_ => server.Client.EvaluateAsync(Wire.Chain(2)).ResponseAsync)];
        Task<Task<EvaluateReply>> refused = Task.WhenAny(calls);
        Assert.Same(refused, await Task.WhenAny(refused, Task.Delay(10_000)));
        RpcException first = await Assert.ThrowsAsync<RpcException>(async () => await await refused);
        Assert.Equal(StatusCode.ResourceExhausted, first.StatusCode);
        Assert.Equal("server is busy: 2 evaluations run and 3 wait, expected fewer at a time; try again later", first.Status.Detail);
        for (int i = 0; i < 2000 && calls.Count(call => call.IsFaulted) < 4; i++)
            await Task.Delay(5);
        model.Go.Set();
        await Task.WhenAll(calls.Select(call => call.ContinueWith(_ => { }, TaskScheduler.Default)));
        Assert.Equal(5, calls.Count(call => call.IsCompletedSuccessfully));
        Assert.Equal(2, model.MostRunning);
    }

    [Fact]
    public async Task HealthAnswersUnderFullLoad()
    {
        var model = new SpringModel("na");
        model.Go.Reset();
        await using RunningServer server = await RunningServer.StartAsync(RunningServer.Options with { MaxConcurrency = 8 }, model);
        Task<EvaluateReply>[] calls = [.. Enumerable.Range(0, 20).Select(_ => server.Client.EvaluateAsync(Wire.Chain(2)).ResponseAsync)];
        for (int i = 0; i < 8; i++)
            Assert.True(await model.Begun.WaitAsync(10_000));
        await server.Health.CheckAsync(new Grpc.Health.V1.HealthCheckRequest(), deadline: DateTime.UtcNow.AddSeconds(5));
        model.Go.Set();
        await Task.WhenAll(calls);
    }

    [Fact]
    public async Task ADeadlineEndsACallThatWaitsForItsTurn()
    {
        var model = new SpringModel("na");
        model.Go.Reset();
        await using RunningServer server = await RunningServer.StartAsync(RunningServer.Options with { MaxConcurrency = 1 }, model);
        Task<EvaluateReply> running = server.Client.EvaluateAsync(Wire.Chain(2)).ResponseAsync;
        await model.Begun.WaitAsync(10_000);
        Status status = await RunningServer.StatusOf(
            () => server.Client.EvaluateAsync(Wire.Chain(2), deadline: DateTime.UtcNow.AddMilliseconds(200)).ResponseAsync);
        Assert.Equal(StatusCode.DeadlineExceeded, status.StatusCode);
        model.Go.Set();
        Assert.Equal(8.5, (await running).Energy);
        await server.Client.EvaluateAsync(Wire.Chain(2));
        Assert.Equal(1, model.Begun.CurrentCount);
    }

    [Fact]
    public async Task ADeadlineEndsAStreamBetweenStructures()
    {
        await using RunningServer server = await RunningServer.StartAsync(new SpringModel("na"));
        await server.Client.EvaluateAsync(Wire.Chain(2));
        using AsyncDuplexStreamingCall<EvaluateRequest, EvaluateReply> call =
            server.Client.EvaluateStream(deadline: DateTime.UtcNow.AddSeconds(2));
        await call.RequestStream.WriteAsync(Wire.Chain(2));
        Assert.True(await call.ResponseStream.MoveNext());
        Assert.Equal(StatusCode.DeadlineExceeded, (await RunningServer.StatusOf(() => call.ResponseStream.MoveNext())).StatusCode);
    }

    [Fact]
    public async Task EightClientsGetTheNumbersOfOne()
    {
        var model = new SpringModel("na", 0.3);
        await using RunningServer server = await RunningServer.StartAsync(RunningServer.Options with { MaxConcurrency = 2 }, model);
        EvaluateRequest[] requests = [.. Enumerable.Range(1, 40).Select(atoms => Wire.Chain(atoms, offset: 0.1 * atoms, id: (ulong)atoms))];
        var alone = new List<EvaluateReply>();
        foreach (EvaluateRequest request in requests)
            alone.Add(await server.Client.EvaluateAsync(request));
        await Parallel.ForEachAsync(Enumerable.Range(0, 8), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (client, _) =>
        {
            using Grpc.Net.Client.GrpcChannel channel = RunningServer.Connect(server.Server.Addresses[0]);
            var force = new ForceField.ForceFieldClient(channel);
            for (int i = 0; i < requests.Length; i++)
            {
                int which = (i + 5 * client) % requests.Length;
                Assert.Equal(alone[which], await force.EvaluateAsync(requests[which]));
            }
        });
        Assert.InRange(model.MostRunning, 1, 2);
    }
}
