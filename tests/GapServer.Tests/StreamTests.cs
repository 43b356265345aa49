using GapServer.Tests.Support;
using GapSharp.V1;
using Grpc.Core;

namespace GapServer.Tests;

/// <summary>Streams: order, ids, errors of single structures, both ways of using one.</summary>
public sealed class StreamTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task RepliesKeepTheOrderOfRequests(int concurrency)
    {
        const int count = 500;
        await using RunningServer server = await RunningServer.StartAsync(
            RunningServer.Options with { MaxConcurrency = concurrency }, new SpringModel("na"));
        using AsyncDuplexStreamingCall<EvaluateRequest, EvaluateReply> call = server.Client.EvaluateStream();
        Task writing = Task.Run(async () =>
        {
            // Sizes differ, so that evaluations side by side finish out of order.
            for (int i = 0; i < count; i++)
                await call.RequestStream.WriteAsync(Wire.Chain(1 + i * 7919 % 300, id: (ulong)i));
            await call.RequestStream.CompleteAsync();
        });
        int next = 0;
        await foreach (EvaluateReply reply in call.ResponseStream.ReadAllAsync())
        {
            Assert.Equal((ulong)next, reply.Id);
            Assert.Equal(Wire.ChainEnergy(1 + next * 7919 % 300), reply.Energy);
            next++;
        }

        await writing;
        Assert.Equal(count, next);
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
    }

    [Fact]
    public async Task EvaluationsOfOneStreamRunSideBySide()
    {
        var model = new SpringModel("na");
        model.Go.Reset();
        await using RunningServer server = await RunningServer.StartAsync(RunningServer.Options with { MaxConcurrency = 2 }, model);
        using AsyncDuplexStreamingCall<EvaluateRequest, EvaluateReply> call = server.Client.EvaluateStream();
        for (int i = 0; i < 5; i++)
            await call.RequestStream.WriteAsync(Wire.Chain(1, id: (ulong)i));
        await call.RequestStream.CompleteAsync();
        Assert.True(await model.Begun.WaitAsync(10_000) && await model.Begun.WaitAsync(10_000), "two evaluations begin before one ends");
        model.Go.Set();
        Assert.Equal(5, await call.ResponseStream.ReadAllAsync().CountAsync());
        Assert.Equal(2, model.MostRunning);
    }

    [Fact]
    public async Task AnswersComeBeforeTheNextQuestion()
    {
        await using RunningServer server = await RunningServer.StartAsync(new SpringModel("na"));
        using AsyncDuplexStreamingCall<EvaluateRequest, EvaluateReply> call = server.Client.EvaluateStream();
        for (int i = 1; i <= 20; i++)
        {
            await call.RequestStream.WriteAsync(Wire.Chain(i));
            Assert.True(await call.ResponseStream.MoveNext());
            Assert.Equal(Wire.ChainEnergy(i), call.ResponseStream.Current.Energy);
        }

        await call.RequestStream.CompleteAsync();
        Assert.False(await call.ResponseStream.MoveNext());
    }

    [Fact]
    public async Task ABadStructureEndsOnlyItself()
    {
        await using RunningServer server = await RunningServer.StartAsync(
            RunningServer.Options with { MaxAtoms = 10 }, new SpringModel("na") { Defect = new InvalidOperationException("broken") });
        EvaluateRequest unknownSpecies = Wire.Chain(2, id: 2);
        unknownSpecies.Numbers = Wire.Bytes(11, 14);
        using AsyncDuplexStreamingCall<EvaluateRequest, EvaluateReply> call = server.Client.EvaluateStream();
        EvaluateRequest[] requests =
        [
            Wire.Chain(2, id: 1), unknownSpecies, Wire.Chain(2, id: 3, model: "gold"), Wire.Chain(11, id: 4), Wire.Chain(1, id: 5),
            Wire.Chain(2, id: 6),
        ];
        foreach (EvaluateRequest request in requests)
            await call.RequestStream.WriteAsync(request);
        await call.RequestStream.CompleteAsync();
        List<EvaluateReply> replies = await call.ResponseStream.ReadAllAsync().ToListAsync();
        Assert.Equal([1ul, 2, 3, 4, 5, 6], replies.Select(reply => reply.Id));
        Assert.Equal(
            [
                StatusCode.OK, StatusCode.InvalidArgument, StatusCode.NotFound, StatusCode.ResourceExhausted, StatusCode.Internal,
                StatusCode.OK,
            ],
            replies.Select(reply => (StatusCode)(reply.Error?.Code ?? 0)));
        Assert.Equal("species Si is unknown to na, expected Na", replies[1].Error.Message);
        Assert.Equal(8.5, replies[5].Energy);
    }

    [Fact]
    public async Task AnEmptyStreamEndsWell()
    {
        await using RunningServer server = await RunningServer.StartAsync(new SpringModel("na"));
        using AsyncDuplexStreamingCall<EvaluateRequest, EvaluateReply> call = server.Client.EvaluateStream();
        await call.RequestStream.CompleteAsync();
        Assert.False(await call.ResponseStream.MoveNext());
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
    }

    [Fact]
    public async Task AClientThatGoesAwayFreesItsTurn()
    {
        var model = new SpringModel("na");
        await using RunningServer server = await RunningServer.StartAsync(RunningServer.Options with { MaxConcurrency = 1 }, model);
        model.Go.Reset();
        AsyncDuplexStreamingCall<EvaluateRequest, EvaluateReply> call = server.Client.EvaluateStream();
        await call.RequestStream.WriteAsync(Wire.Chain(2));
        await model.Begun.WaitAsync(10_000);
        call.Dispose();
        model.Go.Set();
        Assert.Equal(8.5, (await server.Client.EvaluateAsync(Wire.Chain(2), deadline: DateTime.UtcNow.AddSeconds(20))).Energy);
    }
}
