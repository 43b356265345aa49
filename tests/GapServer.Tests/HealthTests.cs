using GapServer.Tests.Support;
using Grpc.Core;
using Grpc.Health.V1;
using ServingStatus = Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace GapServer.Tests;

/// <summary>grpc.health.v1.Health as the protocol documents it.</summary>
public sealed class HealthTests
{
    [Theory]
    [InlineData("")]
    [InlineData("gapsharp.v1.ForceField")]
    [InlineData("grpc.health.v1.Health")]
    public async Task EveryServiceIsServing(string service)
    {
        await using RunningServer server = await RunningServer.StartAsync(new SpringModel("na"));
        Assert.Equal(ServingStatus.Serving, (await server.Health.CheckAsync(new HealthCheckRequest { Service = service })).Status);
    }

    [Fact]
    public async Task AnUnknownServiceIsNotFound()
    {
        await using RunningServer server = await RunningServer.StartAsync(new SpringModel("na"));
        Status status = await RunningServer.StatusOf(
            () => server.Health.CheckAsync(new HealthCheckRequest { Service = "gold" }).ResponseAsync);
        Assert.Equal(StatusCode.NotFound, status.StatusCode);
        Assert.Contains("gapsharp.v1.ForceField", status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AWatchOfAnUnknownServiceSaysSoAndStaysOpen()
    {
        await using RunningServer server = await RunningServer.StartAsync(new SpringModel("na"));
        using AsyncServerStreamingCall<HealthCheckResponse> watch = server.Health.Watch(new HealthCheckRequest { Service = "gold" });
        Assert.True(await watch.ResponseStream.MoveNext());
        Assert.Equal(ServingStatus.ServiceUnknown, watch.ResponseStream.Current.Status);
        Task<bool> more = watch.ResponseStream.MoveNext();
        Assert.NotSame(more, await Task.WhenAny(more, Task.Delay(200)));
    }

    [Fact]
    public async Task AWatchSeesTheServerStop()
    {
        await using RunningServer server = await RunningServer.StartAsync(new SpringModel("na"));
        using AsyncServerStreamingCall<HealthCheckResponse> watch = server.Health.Watch(new HealthCheckRequest());
        Assert.True(await watch.ResponseStream.MoveNext());
        Assert.Equal(ServingStatus.Serving, watch.ResponseStream.Current.Status);
        Task stop = server.Server.StopAsync();
        Assert.True(await watch.ResponseStream.MoveNext());
        Assert.Equal(ServingStatus.NotServing, watch.ResponseStream.Current.Status);
        Assert.False(await watch.ResponseStream.MoveNext());
        await stop;
    }
}
