using GapCore;
using GapServer.Tests.Support;
using GapSharp.V1;
using Google.Protobuf;
using Grpc.Core;

namespace GapServer.Tests;

/// <summary>Whatever a client sends: a clear status (what, value, expected), and the server lives on.</summary>
public sealed class StatusTests
{
    public static TheoryData<string, Action<EvaluateRequest>, string> WrongRequests => new()
    {
        {
            "half a number", request => request.Numbers = ByteString.CopyFrom(1, 2, 3),
            "numbers has 3 bytes, expected a multiple of 4 (int32 [N])"
        },
        { "no atoms", request => request.Numbers = request.Positions = ByteString.Empty, "numbers is empty, expected at least one atom" },
        {
            "positions of another count", request => request.Positions = Wire.Bytes(0.0, 0, 0),
            "positions has 24 bytes, expected 48 (float64 [N][3] for N = 2)"
        },
        {
            "float32 cell", request => request.Cell = Wire.Bytes(new float[9]),
            "cell has 36 bytes, expected none or 72 (float64 [3][3], lattice vectors as rows)"
        },
        { "two pbc flags", request => request.Pbc.Add([true, true]), "pbc has 2 values, expected none or 3" },
        {
            "pbc without a cell", request => request.Pbc.Add([true, false, false]),
            "cell is empty, expected lattice vectors where pbc is true"
        },
        { "flat cell", request => Periodic(request, [4, 0, 0, 0, 4, 0, 4, 4, 0]), "cell has volume 0 A^3" },
        {
            "cell with NaN", request => Periodic(request, [double.NaN, 0, 0, 0, 4, 0, 0, 0, 4]),
            "cell contains NaN, expected finite numbers"
        },
        {
            "NaN position", request => request.Positions = Wire.Bytes(0, 0, 0, 1, double.NaN, 0),
            "position of atom 1 has y = NaN, expected a finite number (A)"
        },
        { "no such element", request => request.Numbers = Wire.Bytes(11, 0), "atom 1 has atomic number 0, expected 1 to 118" },
        { "unknown species", request => request.Numbers = Wire.Bytes(11, 14), "species Si is unknown to na, expected Na" },
        { "unknown property", request => request.Properties.Add((Property)99), "properties contains 99, expected PROPERTY_ENERGY" },
        {
            "unspecified property", request => request.Properties.Add(Property.Unspecified),
            "properties contains 0, expected PROPERTY_ENERGY"
        },
        {
            "descriptor coordinate", request => { request.Properties.Add(Property.Descriptors); request.DescriptorCoordinate = 7; },
            "descriptor_coordinate is 7, expected 0"
        },
    };

    [Theory]
    [MemberData(nameof(WrongRequests))]
    public async Task WrongStructuresAreInvalidArguments(string what, Action<EvaluateRequest> spoil, string message)
    {
        await using RunningServer server = await RunningServer.StartAsync(new SpringModel("na"));
        EvaluateRequest request = Wire.Chain(2);
        spoil(request);
        Status status = await server.StatusOf(request);
        Assert.True(status.StatusCode == StatusCode.InvalidArgument, $"{what}: {status}");
        Assert.Contains(message, status.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', status.Detail);
        Assert.Equal(8.5, (await server.Client.EvaluateAsync(Wire.Chain(2))).Energy);
    }

    [Theory]
    [InlineData(GapErrorKind.Argument, StatusCode.InvalidArgument)]
    [InlineData(GapErrorKind.Species, StatusCode.InvalidArgument)]
    [InlineData(GapErrorKind.Numeric, StatusCode.InvalidArgument)]
    [InlineData(GapErrorKind.Unsupported, StatusCode.Unimplemented)]
    [InlineData(GapErrorKind.Io, StatusCode.Internal)]
    [InlineData(GapErrorKind.Format, StatusCode.Internal)]
    [InlineData(GapErrorKind.Internal, StatusCode.Internal)]
    public async Task EveryKindOfErrorHasItsStatus(GapErrorKind kind, StatusCode expected)
    {
        await using RunningServer server = await RunningServer.StartAsync(
            new SpringModel("na") { Defect = new GapException(kind, "what went\nwrong") });
        Status status = await server.StatusOf(Wire.Chain(1));
        Assert.Equal((expected, "what went wrong"), (status.StatusCode, status.Detail));
    }

    [Fact]
    public async Task ADefectIsInternalAndTheServerLivesOn()
    {
        await using RunningServer server = await RunningServer.StartAsync(
            new SpringModel("na") { Defect = new InvalidOperationException("broken invariant") });
        Status status = await server.StatusOf(Wire.Chain(1));
        Assert.Equal(StatusCode.Internal, status.StatusCode);
        Assert.Contains("InvalidOperationException: broken invariant", status.Detail, StringComparison.Ordinal);
        Assert.Equal(8.5, (await server.Client.EvaluateAsync(Wire.Chain(2))).Energy);
    }

    [Fact]
    public async Task NotEnoughMemoryIsResourceExhausted()
    {
        await using RunningServer server = await RunningServer.StartAsync(new SpringModel("na") { Defect = new OutOfMemoryException() });
        Assert.Equal(StatusCode.ResourceExhausted, (await server.StatusOf(Wire.Chain(1))).StatusCode);
    }

    private static void Periodic(EvaluateRequest request, double[] cell)
    {
        request.Cell = Wire.Bytes(cell);
        request.Pbc.Add([true, true, true]);
    }
}
