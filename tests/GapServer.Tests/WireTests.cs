using System.Net;
using System.Net.Sockets;
using GapServer.Tests.Support;
using GapSharp.V1;
using Google.Protobuf;
using Grpc.Core;

namespace GapServer.Tests;

/// <summary>What is not gRPC, or not our messages: refused, and the server lives on.</summary>
public sealed class WireTests
{
    private static readonly Marshaller<byte[]> Raw = Marshallers.Create<byte[]>(
        (bytes, context) => context.Complete(bytes), context => context.PayloadAsNewBuffer());

    private static readonly byte[] NoMessage = [0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F];

    [Fact]
    public async Task AMessageThatIsNoneEndsItsCall()
    {
        await using RunningServer server = await RunningServer.StartAsync(new SpringModel("na"));
        var method = new Method<byte[], byte[]>(MethodType.Unary, "gapsharp.v1.ForceField", "Evaluate", Raw, Raw);
        Status status = await RunningServer.StatusOf(
            () => server.Channel.CreateCallInvoker().AsyncUnaryCall(method, null, default, NoMessage).ResponseAsync);
        // gRPC itself parses the message of a unary call, and answers.
        Assert.Equal(StatusCode.Unknown, status.StatusCode);
        Assert.Contains("InvalidProtocolBufferException", status.Detail, StringComparison.Ordinal);
        Assert.Equal(8.5, (await server.Client.EvaluateAsync(Wire.Chain(2))).Energy);
    }

    [Fact]
    public async Task InAStreamItIsAnInvalidArgument()
    {
        await using RunningServer server = await RunningServer.StartAsync(new SpringModel("na"));
        var method = new Method<byte[], byte[]>(MethodType.DuplexStreaming, "gapsharp.v1.ForceField", "EvaluateStream", Raw, Raw);
        using AsyncDuplexStreamingCall<byte[], byte[]> call =
            server.Channel.CreateCallInvoker().AsyncDuplexStreamingCall(method, null, default);
        await call.RequestStream.WriteAsync(Wire.Chain(2, id: 7).ToByteArray());
        Assert.True(await call.ResponseStream.MoveNext());
        Assert.Equal(7ul, EvaluateReply.Parser.ParseFrom(call.ResponseStream.Current).Id);
        await call.RequestStream.WriteAsync(NoMessage);
        Assert.Equal(StatusCode.InvalidArgument, (await RunningServer.StatusOf(() => call.ResponseStream.MoveNext())).StatusCode);
    }

    [Fact]
    public async Task AnUnknownMethodIsUnimplemented()
    {
        await using RunningServer server = await RunningServer.StartAsync(new SpringModel("na"));
        foreach (string service in new[] { "gapsharp.v1.ForceField", "gold.Mine" })
        {
            var method = new Method<byte[], byte[]>(MethodType.Unary, service, "Dig", Raw, Raw);
            Status status = await RunningServer.StatusOf(
                () => server.Channel.CreateCallInvoker().AsyncUnaryCall(method, null, default, []).ResponseAsync);
            Assert.Equal(StatusCode.Unimplemented, status.StatusCode);
        }
    }

    [Fact]
    public async Task ACompressedMessageIsMeasuredInFull()
    {
        await using RunningServer server = await RunningServer.StartAsync(RunningServer.Options with { MaxAtoms = 1000 }, new SpringModel("na"));
        var compressed = new Metadata { { "grpc-internal-encoding-request", "gzip" } };
        EvaluateRequest bomb = Wire.Chain(1);
        bomb.Positions = ByteString.CopyFrom(new byte[64 << 20]);
        Status status = await RunningServer.StatusOf(() => server.Client.EvaluateAsync(bomb, compressed).ResponseAsync);
        Assert.Equal(StatusCode.ResourceExhausted, status.StatusCode);
        Assert.Equal(8.5, (await server.Client.EvaluateAsync(Wire.Chain(2), compressed)).Energy);
    }

    [Fact]
    public async Task GarbageClosesOnlyItsConnection()
    {
        await using RunningServer server = await RunningServer.StartAsync(new SpringModel("na"));
        var endPoint = IPEndPoint.Parse(server.Server.Addresses[0]["http://".Length..]);
        var random = new Random(1);
        for (int i = 0; i < 20; i++)
        {
            byte[] garbage = new byte[1 + 100 * i];
            random.NextBytes(garbage);
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(endPoint);
            await socket.SendAsync(garbage);
        }

        Assert.Equal(8.5, (await server.Client.EvaluateAsync(Wire.Chain(2))).Energy);
    }
}
