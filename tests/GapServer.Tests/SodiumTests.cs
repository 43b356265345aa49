using System.Security.Cryptography;
using GapCore.IO.ExtendedXyz;
using GapServer.Hosting;
using GapServer.Models;
using GapServer.Tests.Support;
using GapSharp.V1;
using Grpc.Core;

namespace GapServer.Tests;

/// <summary>A real potential behind the real transport: the reference program's numbers, and hostile structures.</summary>
public sealed class SodiumTests
{
    private static readonly ForceServerOptions Options = RunningServer.Options with
    {
        Models = [new ModelSource("na", Reference.Sodium)],
        MaxConcurrency = 2,
    };

    [Fact]
    public async Task EveryReferenceFrameAgrees()
    {
        await using RunningServer server = await RunningServer.StartAsync(Options);
        List<ExtendedXyzFrame> frames = [.. ExtendedXyzReader.Read(Reference.SodiumFrames)];
        using AsyncDuplexStreamingCall<EvaluateRequest, EvaluateReply> call = server.Client.EvaluateStream();
        Task writing = Task.Run(async () =>
        {
            for (int i = 0; i < frames.Count; i++)
                await call.RequestStream.WriteAsync(RequestOf(frames[i], (ulong)i));
            await call.RequestStream.CompleteAsync();
        });
        int count = 0;
        await foreach (EvaluateReply reply in call.ResponseStream.ReadAllAsync())
        {
            Assert.Equal((ulong)count, reply.Id);
            Assert.Null(reply.Error);
            Agree(frames[count], reply, $"frame {count}");
            count++;
        }

        await writing;
        Assert.Equal(frames.Count, count);
        Assert.True(count > 10, $"{count} frames, expected the whole reference set");
    }

    [Fact]
    public async Task TheCardDescribesThePotential()
    {
        await using RunningServer server = await RunningServer.StartAsync(Options with { Threads = 2 });
        Model card = await server.Client.GetModelAsync(new GetModelRequest { Name = "na" });
        Assert.Equal((8.0, 2), (card.Cutoff, card.Threads));
        Assert.Equal([11], card.Species);
        Assert.StartsWith("GAP_", card.Label, StringComparison.Ordinal);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Reference.Sodium))), card.Sha256);
        Assert.All(card.Coordinates, coordinate => Assert.True(coordinate.SparsePoints > 0 && coordinate.Dimensions > 0));
        EvaluateRequest request = Wire.Chain(3, properties: Property.Descriptors);
        request.DescriptorCoordinate = card.Coordinates.Count - 1;
        EvaluateReply reply = await server.Client.EvaluateAsync(request);
        Assert.Equal(card.Coordinates[^1].Dimensions, reply.DescriptorDimensions);
        Assert.Equal(reply.DescriptorCentres.Length / 4 * reply.DescriptorDimensions * 8, reply.Descriptors.Length);
    }

    [Fact]
    public async Task EightClientsGetTheNumbersOfOne()
    {
        await using RunningServer server = await RunningServer.StartAsync(Options);
        EvaluateRequest[] requests = [.. Enumerable.Range(2, 12).Select(atoms => Wire.Chain(atoms, id: (ulong)atoms))];
        var alone = new List<EvaluateReply>();
        foreach (EvaluateRequest request in requests)
            alone.Add(await server.Client.EvaluateAsync(request));
        await Parallel.ForEachAsync(Enumerable.Range(0, 8), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (client, _) =>
        {
            using Grpc.Net.Client.GrpcChannel channel = RunningServer.Connect(server.Server.Addresses[0]);
            for (int i = 0; i < requests.Length; i++)
            {
                int which = (i + client) % requests.Length;
                Assert.Equal(alone[which], await new ForceField.ForceFieldClient(channel).EvaluateAsync(requests[which]));
            }
        });
    }

    public static TheoryData<string, double[], double[], string> Hostile => new()
    {
        { "coincident", [1, 2, 3, 1, 2, 3], [], "atoms 0 and 1 coincide" },
        { "a crowd in a point", Crowd(10_000), [], "neighbours within the cutoff, expected fewer" },
        { "tiny cell", [0, 0, 0], [0.5, 0, 0, 0, 0.5, 0, 0, 0, 0.5], "atom 0 has more than" },
        { "needle cell", [0, 0, 0], [1e-5, 0, 0, 0, 1e-5, 0, 0, 0, 1e-5], "periodic images" },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task HostileStructuresAreInvalidArguments(string what, double[] positions, double[] cell, string message)
    {
        await using RunningServer server = await RunningServer.StartAsync(Options);
        EvaluateRequest request = Wire.Chain(positions.Length / 3);
        request.Positions = Wire.Bytes(positions);
        if (cell.Length > 0)
        {
            request.Cell = Wire.Bytes(cell);
            request.Pbc.Add([true, true, true]);
        }

        Status status = await server.StatusOf(request);
        Assert.True(status.StatusCode == StatusCode.InvalidArgument, $"{what}: {status}");
        Assert.Contains(message, status.Detail, StringComparison.Ordinal);
        Assert.True(double.IsFinite((await server.Client.EvaluateAsync(Wire.Chain(4))).Energy));
    }

    /// <summary>Atoms anywhere in a cube of 1 A.</summary>
    private static double[] Crowd(int atoms)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, 3 * atoms).Select(_ => random.NextDouble())];
    }

    private static EvaluateRequest RequestOf(ExtendedXyzFrame frame, ulong id)
    {
        var request = new EvaluateRequest
        {
            Id = id,
            Model = "na",
            Numbers = Wire.Bytes(frame.Structure.Numbers.ToArray()),
            Positions = Wire.Bytes(frame.Structure.Positions.ToArray()),
            Cell = Wire.Bytes(frame.Structure.Cell.Rows.ToArray()),
        };
        request.Pbc.Add([frame.Structure.Cell.PeriodicA, frame.Structure.Cell.PeriodicB, frame.Structure.Cell.PeriodicC]);
        request.Properties.Add([Property.Energy, Property.Forces, Property.Virial, Property.LocalEnergies]);
        return request;
    }

    private static void Agree(ExtendedXyzFrame frame, EvaluateReply reply, string where)
    {
        int atoms = frame.Structure.Count;
        Assert.True(frame.TryGetReal("energy", out double energy), $"{where} lacks its energy");
        Assert.True(frame.TryGetReals("virial", 9, out double[]? virial), $"{where} lacks its virial");
        Close([energy], [reply.Energy], 1e-9 * atoms, $"{where}: energy");
        Close(virial!, Wire.Doubles(reply.Virial), 1e-6, $"{where}: virial");
        Close(frame.FindColumn("force")!.Reals!, Wire.Doubles(reply.Forces), 1e-7, $"{where}: forces");
        Close(frame.FindColumn("local_energy")!.Reals!, Wire.Doubles(reply.LocalEnergies), 1e-9, $"{where}: local energies");
    }

    private static void Close(double[] expected, double[] actual, double tolerance, string where)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance,
                $"{where}[{i}] is {actual[i]:r}, expected {expected[i]:r} within {tolerance}");
    }
}
