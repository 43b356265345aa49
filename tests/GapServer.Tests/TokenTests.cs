using GapServer.Hosting;
using GapServer.Tests.Support;
using GapSharp.V1;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Reflection.V1;

namespace GapServer.Tests;

/// <summary>A server with a token answers only who knows it.</summary>
public sealed class TokenTests
{
    private static readonly ForceServerOptions Guarded = RunningServer.Options with { Token = "s3cret" };

    [Fact]
    public async Task TheTokenOpensTheServer()
    {
        await using RunningServer server = await RunningServer.StartAsync(Guarded, new SpringModel("na"));
        Assert.Equal(8.5, (await server.Client.EvaluateAsync(Wire.Chain(2), With("Bearer s3cret"))).Energy);
        Assert.Equal(8.5, (await server.Client.EvaluateAsync(Wire.Chain(2), With("bearer s3cret"))).Energy);
    }

    [Theory]
    [InlineData(null, "authorization is missing, expected the header 'authorization: Bearer TOKEN'")]
    [InlineData("s3cret", "authorization is missing, expected the header 'authorization: Bearer TOKEN'")]
    [InlineData("Bearer s3cre", "authorization has another token, expected the token of this server")]
    [InlineData("Bearer ", "authorization has another token, expected the token of this server")]
    public async Task AnythingElseIsUnauthenticated(string? header, string message)
    {
        var model = new SpringModel("na");
        await using RunningServer server = await RunningServer.StartAsync(Guarded, model);
        Metadata? headers = header is null ? null : With(header);
        Status unary = await RunningServer.StatusOf(() => server.Client.EvaluateAsync(Wire.Chain(2), headers).ResponseAsync);
        Assert.Equal((StatusCode.Unauthenticated, message), (unary.StatusCode, unary.Detail));
        using AsyncDuplexStreamingCall<EvaluateRequest, EvaluateReply> stream = server.Client.EvaluateStream(headers);
        Assert.Equal(StatusCode.Unauthenticated, (await RunningServer.StatusOf(() => stream.ResponseStream.MoveNext())).StatusCode);
        Assert.Equal(0, model.Begun.CurrentCount);
    }

    [Fact]
    public async Task ModelsAndReflectionAreGuardedToo()
    {
        await using RunningServer server = await RunningServer.StartAsync(Guarded, new SpringModel("na"));
        Status list = await RunningServer.StatusOf(() => server.Client.ListModelsAsync(new ListModelsRequest()).ResponseAsync);
        Assert.Equal(StatusCode.Unauthenticated, list.StatusCode);
        using AsyncDuplexStreamingCall<ServerReflectionRequest, ServerReflectionResponse> reflection =
            new ServerReflection.ServerReflectionClient(server.Channel).ServerReflectionInfo();
        Assert.Equal(StatusCode.Unauthenticated, (await RunningServer.StatusOf(() => reflection.ResponseStream.MoveNext())).StatusCode);
    }

    [Fact]
    public async Task HealthNeedsNone()
    {
        await using RunningServer server = await RunningServer.StartAsync(Guarded, new SpringModel("na"));
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, (await server.Health.CheckAsync(new HealthCheckRequest())).Status);
    }

    private static Metadata With(string authorization) => new() { { "authorization", authorization } };
}
