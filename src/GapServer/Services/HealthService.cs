using Grpc.Core;
using Grpc.Health.V1;
using Microsoft.Extensions.Hosting;
using ServingStatus = Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace GapServer.Services;

/// <summary>
/// grpc.health.v1.Health: SERVING from the start (models are loaded before the server listens) until it is told to stop, then
/// NOT_SERVING.
/// </summary>
internal sealed class HealthService(ServiceNames services, IHostApplicationLifetime lifetime) : Health.HealthBase
{
    private ServingStatus Serving =>
        lifetime.ApplicationStopping.IsCancellationRequested ? ServingStatus.NotServing : ServingStatus.Serving;

    public override Task<HealthCheckResponse> Check(HealthCheckRequest request, ServerCallContext context) =>
        Knows(request.Service)
            ? Task.FromResult(new HealthCheckResponse { Status = Serving })
            : throw new RpcException(new Status(StatusCode.NotFound,
                $"service '{request.Service}' is unknown, expected an empty name or one of: {string.Join(", ", services.All)}"));

    public override async Task Watch(
        HealthCheckRequest request, IServerStreamWriter<HealthCheckResponse> responseStream, ServerCallContext context)
    {
        ServingStatus status = Knows(request.Service) ? Serving : ServingStatus.ServiceUnknown;
        await responseStream.WriteAsync(new HealthCheckResponse { Status = status });
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, lifetime.ApplicationStopping);
        await Task.Delay(Timeout.Infinite, ending.Token).ContinueWith(
            _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        if (status == ServingStatus.Serving && !context.CancellationToken.IsCancellationRequested)
            await responseStream.WriteAsync(new HealthCheckResponse { Status = ServingStatus.NotServing });
    }

    private bool Knows(string service) => service.Length == 0 || services.All.Contains(service);
}
