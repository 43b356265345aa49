using GapCore;
using GapServer.Models;
using GapServer.Tests.Support;
using GapSharp.V1;
using Grpc.Core;

namespace GapServer.Tests;

/// <summary>Several models behind one server.</summary>
public sealed class ModelTests
{
    [Fact]
    public async Task EveryModelGivesItsOwnNumbers()
    {
        await using RunningServer server = await RunningServer.StartAsync(new SpringModel("soft"), new SpringModel("stiff", 10.0));
        Assert.Equal(0.5, (await server.Client.EvaluateAsync(Wire.Chain(1, model: "soft"))).Energy);
        Assert.Equal(5.0, (await server.Client.EvaluateAsync(Wire.Chain(1, model: "stiff"))).Energy);
    }

    [Fact]
    public async Task TheListTellsWhatIsServed()
    {
        await using RunningServer server = await RunningServer.StartAsync(new SpringModel("soft"), new SpringModel("stiff", 10.0));
        ListModelsReply list = await server.Client.ListModelsAsync(new ListModelsRequest());
        Assert.Equal(["soft", "stiff"], list.Models.Select(model => model.Name));
        Model stiff = await server.Client.GetModelAsync(new GetModelRequest { Name = "stiff" });
        Assert.Equal(list.Models[1], stiff);
        Assert.Equal([11], stiff.Species);
    }

    [Fact]
    public async Task AnUnknownModelIsNotFoundAndTheKnownOnesAreListed()
    {
        await using RunningServer server = await RunningServer.StartAsync(new SpringModel("stiff"), new SpringModel("soft"));
        const string message = "model 'gold' is not served, expected one of: soft, stiff";
        Status evaluate = await server.StatusOf(Wire.Chain(1, model: "gold"));
        Assert.Equal((StatusCode.NotFound, message), (evaluate.StatusCode, evaluate.Detail));
        Status get = await RunningServer.StatusOf(() => server.Client.GetModelAsync(new GetModelRequest { Name = "gold" }).ResponseAsync);
        Assert.Equal((StatusCode.NotFound, message), (get.StatusCode, get.Detail));
    }

    [Fact]
    public async Task AnEmptyNameNeedsASingleModel()
    {
        await using RunningServer server = await RunningServer.StartAsync(new SpringModel("stiff"), new SpringModel("soft"));
        Status status = await server.StatusOf(Wire.Chain(1));
        Assert.Equal(
            (StatusCode.InvalidArgument, "model is empty and 2 are served, expected one of: soft, stiff"),
            (status.StatusCode, status.Detail));
    }

    [Fact]
    public async Task TwoModelsOfOneNameAreRefused()
    {
        GapException failure = await Assert.ThrowsAsync<GapException>(
            () => RunningServer.StartAsync(new SpringModel("na"), new SpringModel("na")));
        Assert.Equal("two models are named 'na', expected different names", failure.Message);
    }

    [Fact]
    public async Task ModelsEndWithTheServer()
    {
        var model = new SpringModel("na");
        await (await RunningServer.StartAsync(model)).DisposeAsync();
        Assert.True(model.IsDisposed);
    }

    [Theory]
    [InlineData("na=fits/sodium.xml", "na", "fits/sodium.xml")]
    [InlineData("fits/sodium.xml", "sodium", "fits/sodium.xml")]
    [InlineData("fits/a=b.xml", "a=b", "fits/a=b.xml")]
    [InlineData("na=a=b.xml", "na", "a=b.xml")]
    public void ModelArgumentsAreNamesAndPaths(string text, string name, string path) =>
        Assert.Equal(new ModelSource(name, path), ModelSource.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("=x.xml")]
    [InlineData("na=")]
    [InlineData(" na=x.xml")]
    public void MalformedModelArgumentsAreRefused(string text) =>
        Assert.Equal($"model is '{text}', expected NAME=PATH or PATH", Assert.Throws<GapException>(() => ModelSource.Parse(text)).Message);
}
