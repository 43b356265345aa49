using Grpc.Core;
using Grpc.Reflection.V1;
using AlphaBase = Grpc.Reflection.V1Alpha.ServerReflection.ServerReflectionBase;

namespace GapServer.Services;

/// <summary>The reflection service under its earlier name, grpc.reflection.v1alpha, for older tools.</summary>
internal sealed class ReflectionServiceAlpha(ReflectionService reflection) : AlphaBase
{
    public override Task ServerReflectionInfo(
        IAsyncStreamReader<ServerReflectionRequest> requestStream, IServerStreamWriter<ServerReflectionResponse> responseStream,
        ServerCallContext context) => reflection.ServerReflectionInfo(requestStream, responseStream, context);
}
