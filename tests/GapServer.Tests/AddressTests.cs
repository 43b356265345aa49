using System.Net;
using GapCore;
using GapServer.Hosting;
using GapServer.Tests.Support;

namespace GapServer.Tests;

/// <summary>Addresses: how they are written, and who may listen where.</summary>
public sealed class AddressTests
{
    [Theory]
    [InlineData("127.0.0.1:50051", "127.0.0.1", 50051)]
    [InlineData("localhost:0", "127.0.0.1", 0)]
    [InlineData(":7000", "127.0.0.1", 7000)]
    [InlineData("10.1.2.3", "10.1.2.3", 50051)]
    [InlineData("[::1]:7000", "::1", 7000)]
    [InlineData("[::1]", "::1", 50051)]
    [InlineData("*:7000", "::", 7000)]
    public void AddressesAreRead(string text, string address, int port) =>
        Assert.Equal(new ListenAddress(IPAddress.Parse(address), port), ListenAddress.Parse(text));

    [Theory]
    [InlineData("127.0.0.1:")]
    [InlineData("127.0.0.1:http")]
    [InlineData("127.0.0.1:65536")]
    [InlineData("127.0.0.1:-1")]
    [InlineData("::1:7000")]
    [InlineData("example.org:7000")]
    [InlineData("[::1")]
    public void MalformedAddressesAreRefused(string text) => Assert.StartsWith(
        $"listen address is '{text}', expected ADDRESS:PORT",
        Assert.Throws<GapException>(() => ListenAddress.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void OtherMachinesNeedATokenOrAWord()
    {
        ForceServerOptions open = RunningServer.Options with { Listen = [ListenAddress.Parse("0.0.0.0:0")] };
        Assert.Contains("expected --token (or --insecure", Assert.Throws<GapException>(open.Validate).Message, StringComparison.Ordinal);
        (open with { Token = "t" }).Validate();
        (open with { Insecure = true }).Validate();
        (open with { Listen = [ListenAddress.Parse("[::1]:0"), ListenAddress.Parse("127.0.0.2:0")] }).Validate();
    }

    [Fact]
    public async Task ATakenPortIsOneClearLine()
    {
        await using RunningServer first = await RunningServer.StartAsync(new SpringModel("na"));
        string taken = first.Server.Addresses[0]["http://".Length..];
        GapException failure = await Assert.ThrowsAsync<GapException>(
            () => RunningServer.StartAsync(RunningServer.Options with { Listen = [ListenAddress.Parse(taken)] }, new SpringModel("na")));
        Assert.Equal(GapErrorKind.Io, failure.Kind);
        Assert.Contains(taken, failure.Message, StringComparison.Ordinal);
    }
}
