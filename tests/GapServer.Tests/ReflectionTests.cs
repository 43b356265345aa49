using GapServer.Tests.Support;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Reflection.V1;
using Alpha = Grpc.Reflection.V1Alpha.ServerReflection;

namespace GapServer.Tests;

/// <summary>grpc.reflection.v1.ServerReflection: what grpcurl asks to list and describe.</summary>
public sealed class ReflectionTests
{
    private static readonly string[] Services =
    [
        "gapsharp.v1.ForceField", "grpc.health.v1.Health", "grpc.reflection.v1.ServerReflection",
        "grpc.reflection.v1alpha.ServerReflection",
    ];

    [Fact]
    public async Task ListsEveryService()
    {
        ServerReflectionResponse response = await AskAsync(new ServerReflectionRequest { Host = "here", ListServices = "*" });
        Assert.Equal(Services, response.ListServicesResponse.Service.Select(service => service.Name));
        Assert.Equal("here", response.ValidHost);
        Assert.Equal("*", response.OriginalRequest.ListServices);
    }

    [Theory]
    [InlineData("gapsharp.v1.ForceField")]
    [InlineData("gapsharp.v1.ForceField.Evaluate")]
    [InlineData("gapsharp.v1.EvaluateRequest")]
    [InlineData("gapsharp.v1.EvaluateRequest.positions")]
    [InlineData("gapsharp.v1.Property")]
    public async Task FindsTheFileOfASymbol(string symbol)
    {
        ServerReflectionResponse response = await AskAsync(new ServerReflectionRequest { FileContainingSymbol = symbol });
        ByteString file = Assert.Single(response.FileDescriptorResponse.FileDescriptorProto);
        FileDescriptorProto parsed = FileDescriptorProto.Parser.ParseFrom(file);
        Assert.Equal("gapsharp/v1/force_field.proto", parsed.Name);
        Assert.Equal(["Evaluate", "EvaluateStream", "ListModels", "GetModel"], parsed.Service[0].Method.Select(method => method.Name));
    }

    [Fact]
    public async Task AFileComesWithWhatItImports()
    {
        ServerReflectionResponse response = await AskAsync(
            new ServerReflectionRequest { FileByFilename = "grpc/reflection/v1alpha/reflection.proto" });
        Assert.Equal(
            ["grpc/reflection/v1alpha/reflection.proto", "grpc/reflection/v1/reflection.proto"],
            response.FileDescriptorResponse.FileDescriptorProto.Select(file => FileDescriptorProto.Parser.ParseFrom(file).Name));
    }

    [Fact]
    public async Task UnknownNamesAreNotFoundAndTheStreamLivesOn()
    {
        await using RunningServer server = await RunningServer.StartAsync(new SpringModel("na"));
        using AsyncDuplexStreamingCall<ServerReflectionRequest, ServerReflectionResponse> call =
            new ServerReflection.ServerReflectionClient(server.Channel).ServerReflectionInfo();
        ServerReflectionRequest[] questions =
        [
            new() { FileContainingSymbol = "gold.Mine" },
            new() { FileByFilename = "gold.proto" },
            new() { AllExtensionNumbersOfType = "gold.Mine" },
            new() { FileContainingExtension = new ExtensionRequest { ContainingType = "gapsharp.v1.Model", ExtensionNumber = 1 } },
        ];
        foreach (ServerReflectionRequest question in questions)
        {
            await call.RequestStream.WriteAsync(question);
            Assert.True(await call.ResponseStream.MoveNext());
            Assert.Equal((int)StatusCode.NotFound, call.ResponseStream.Current.ErrorResponse.ErrorCode);
        }

        await call.RequestStream.WriteAsync(new ServerReflectionRequest());
        Assert.True(await call.ResponseStream.MoveNext());
        Assert.Equal((int)StatusCode.InvalidArgument, call.ResponseStream.Current.ErrorResponse.ErrorCode);
    }

    [Fact]
    public async Task OlderToolsGetTheSameAnswers()
    {
        await using RunningServer server = await RunningServer.StartAsync(new SpringModel("na"));
        using AsyncDuplexStreamingCall<ServerReflectionRequest, ServerReflectionResponse> call =
            new Alpha.ServerReflectionClient(server.Channel).ServerReflectionInfo();
        await call.RequestStream.WriteAsync(new ServerReflectionRequest { ListServices = "" });
        Assert.True(await call.ResponseStream.MoveNext());
        Assert.Equal(Services, call.ResponseStream.Current.ListServicesResponse.Service.Select(service => service.Name));
    }

    private static async Task<ServerReflectionResponse> AskAsync(ServerReflectionRequest question)
    {
        await using RunningServer server = await RunningServer.StartAsync(new SpringModel("na"));
        using AsyncDuplexStreamingCall<ServerReflectionRequest, ServerReflectionResponse> call =
            new ServerReflection.ServerReflectionClient(server.Channel).ServerReflectionInfo();
        await call.RequestStream.WriteAsync(question);
        Assert.True(await call.ResponseStream.MoveNext());
        ServerReflectionResponse answer = call.ResponseStream.Current;
        await call.RequestStream.CompleteAsync();
        Assert.False(await call.ResponseStream.MoveNext());
        return answer;
    }
}
