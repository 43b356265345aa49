using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Reflection.V1;
using Microsoft.Extensions.Hosting;
using Question = Grpc.Reflection.V1.ServerReflectionRequest.MessageRequestOneofCase;

namespace GapServer.Services;

/// <summary>grpc.reflection.v1.ServerReflection: lets tools such as grpcurl list and describe the services.</summary>
internal sealed class ReflectionService(ServiceNames services, IHostApplicationLifetime lifetime) : ServerReflection.ServerReflectionBase
{
    private readonly DescriptorIndex _index = new(services.Files);

    public override async Task ServerReflectionInfo(
        IAsyncStreamReader<ServerReflectionRequest> requestStream, IServerStreamWriter<ServerReflectionResponse> responseStream,
        ServerCallContext context)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, lifetime.ApplicationStopping);
        try
        {
            while (await requestStream.MoveNext(ending.Token))
                await responseStream.WriteAsync(Answer(requestStream.Current), ending.Token);
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            throw new RpcException(new Status(StatusCode.Unavailable, "server is shutting down"));
        }
    }

    private ServerReflectionResponse Answer(ServerReflectionRequest request)
    {
        var response = new ServerReflectionResponse { ValidHost = request.Host, OriginalRequest = request };
        switch (request.MessageRequestCase)
        {
            case Question.ListServices:
                response.ListServicesResponse = new ListServiceResponse();
                response.ListServicesResponse.Service.AddRange(services.All.Select(name => new ServiceResponse { Name = name }));
                break;
            case Question.FileByFilename:
                AnswerFile(response, _index.FindFile(request.FileByFilename), $"file '{request.FileByFilename}' is unknown");
                break;
            case Question.FileContainingSymbol:
                AnswerFile(
                    response, _index.FindSymbol(request.FileContainingSymbol), $"symbol '{request.FileContainingSymbol}' is unknown");
                break;
            case Question.AllExtensionNumbersOfType when _index.FindSymbol(request.AllExtensionNumbersOfType) is not null:
                response.AllExtensionNumbersResponse = new ExtensionNumberResponse { BaseTypeName = request.AllExtensionNumbersOfType };
                break;
            case Question.AllExtensionNumbersOfType or Question.FileContainingExtension:
                Refuse(response, StatusCode.NotFound, "no such extension: the services use proto3 without extensions");
                break;
            default:
                Refuse(response, StatusCode.InvalidArgument, "message_request is empty, expected one of its fields");
                break;
        }

        return response;
    }

    private static void AnswerFile(ServerReflectionResponse response, FileDescriptor? file, string otherwise)
    {
        if (file is null)
        {
            Refuse(response, StatusCode.NotFound, otherwise);
            return;
        }

        response.FileDescriptorResponse = new FileDescriptorResponse();
        response.FileDescriptorResponse.FileDescriptorProto.AddRange(DescriptorIndex.WithImports(file).Select(each => each.SerializedData));
    }

    private static void Refuse(ServerReflectionResponse response, StatusCode code, string message) =>
        response.ErrorResponse = new ErrorResponse { ErrorCode = (int)code, ErrorMessage = message };
}
