using GapServer.Tests.Support;
using GapSharp.V1;

namespace GapServer.Tests;

/// <summary>One structure, one reply: numbers, shapes, defaults.</summary>
public sealed class UnaryTests
{
    [Fact]
    public async Task DefaultIsEnergyAndForces()
    {
        await using RunningServer server = await RunningServer.StartAsync(new SpringModel("na"));
        EvaluateReply reply = await server.Client.EvaluateAsync(Wire.Chain(3, id: 42));
        Assert.Equal(42ul, reply.Id);
        Assert.Equal(Wire.ChainEnergy(3), reply.Energy);
        Assert.Equal([-1.0, 0, 0, -4, 0, 0, -7, 0, 0], Wire.Doubles(reply.Forces));
        Assert.True(reply.Virial.IsEmpty && reply.LocalEnergies.IsEmpty && reply.LocalVirials.IsEmpty && reply.Variances.IsEmpty && reply.PosteriorVariances.IsEmpty);
        Assert.Null(reply.Error);
    }

    [Fact]
    public async Task EverythingAtOnceHasItsShape()
    {
        await using RunningServer server = await RunningServer.StartAsync(new SpringModel("na"));
        EvaluateReply reply = await server.Client.EvaluateAsync(Wire.Chain(2, properties:
        [
            Property.Energy, Property.Forces, Property.Virial, Property.LocalEnergies, Property.LocalVirials, Property.Variances,
            Property.PosteriorVariances,
            Property.Descriptors,
        ]));
        Assert.Equal([-1.0 - 16, 0, 0, 0, 0, 0, 0, 0, 0], Wire.Doubles(reply.Virial));
        Assert.Equal([0.5, 8.0], Wire.Doubles(reply.LocalEnergies));
        Assert.Equal(18, Wire.Doubles(reply.LocalVirials).Length);
        Assert.Equal(-16.0, Wire.Doubles(reply.LocalVirials)[9]);
        Assert.Equal([0.0, 1.0], Wire.Doubles(reply.Variances));
        Assert.Equal([1.0, 2.0], Wire.Doubles(reply.PosteriorVariances));
        Assert.Equal([1.0, 0, 0, 4, 0, 0], Wire.Doubles(reply.Descriptors));
        Assert.Equal(3, reply.DescriptorDimensions);
        Assert.Equal([0, 1], Wire.Integers(reply.DescriptorCentres));
    }

    [Fact]
    public async Task EnergyAloneSendsNoArrays()
    {
        await using RunningServer server = await RunningServer.StartAsync(new SpringModel("na"));
        EvaluateReply reply = await server.Client.EvaluateAsync(Wire.Chain(2, properties: Property.Energy));
        Assert.Equal(8.5, reply.Energy);
        Assert.True(reply.Forces.IsEmpty);
    }

    [Fact]
    public async Task DescriptorsAloneEvaluateNothing()
    {
        var model = new SpringModel("na");
        await using RunningServer server = await RunningServer.StartAsync(model);
        EvaluateReply reply = await server.Client.EvaluateAsync(Wire.Chain(2, properties: Property.Descriptors));
        Assert.Equal(0, model.Begun.CurrentCount);
        Assert.Equal(0.0, reply.Energy);
        Assert.Equal(48, reply.Descriptors.Length);
    }

    [Fact]
    public async Task EveryBitOfADoubleArrives()
    {
        await using RunningServer server = await RunningServer.StartAsync(new SpringModel("na"));
        EvaluateRequest request = Wire.Chain(1);
        request.Positions = Wire.Bytes(0.1 + 0.2, -0.0, double.Epsilon);
        double[] forces = Wire.Doubles((await server.Client.EvaluateAsync(request)).Forces);
        double[] expected = [-(0.1 + 0.2), 0.0, -double.Epsilon];
        Assert.Equal(expected.Select(BitConverter.DoubleToInt64Bits), forces.Select(BitConverter.DoubleToInt64Bits));
    }

    [Fact]
    public async Task ALargeStructureFits()
    {
        await using RunningServer server = await RunningServer.StartAsync(new SpringModel("na"));
        EvaluateReply reply = await server.Client.EvaluateAsync(Wire.Chain(100_000, properties: Property.LocalVirials));
        Assert.Equal(100_000 * 72, reply.LocalVirials.Length);
    }
}
