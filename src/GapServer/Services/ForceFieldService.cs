using GapServer.Evaluation;
using GapServer.Models;
using GapSharp.V1;
using Grpc.Core;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GapServer.Services;

/// <summary>gapsharp.v1.ForceField: one structure, a stream of structures, the models.</summary>
internal sealed class ForceFieldService(
    ForceEvaluations evaluations, EvaluationGate gate, ModelCatalog models, IHostApplicationLifetime lifetime,
    ILogger<ForceFieldService> log)
    : ForceField.ForceFieldBase
{
    private static readonly TimeSpan TimerPrecision = TimeSpan.FromMilliseconds(20);

    public override async Task<EvaluateReply> Evaluate(EvaluateRequest request, ServerCallContext context)
    {
        try
        {
            return await evaluations.EvaluateAsync(request, context.Deadline, context.CancellationToken);
        }
        catch (Exception failure)
        {
            Report(failure);
            throw new RpcException(CallStatus(failure, context));
        }
    }

    public override async Task EvaluateStream(
        IAsyncStreamReader<EvaluateRequest> requestStream, IServerStreamWriter<EvaluateReply> responseStream, ServerCallContext context)
    {
        CancellationToken stopping = lifetime.ApplicationStopping;
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, stopping);
        var stream = new OrderedStream<EvaluateRequest, EvaluateReply>(
            gate.Concurrency, request => EvaluateOrExplainAsync(request, context.Deadline, ending.Token));
        try
        {
            await stream.RunAsync(requestStream, responseStream, ending.Token);
        }
        catch (Exception) when (ending.IsCancellationRequested)
        {
            throw new RpcException(stopping.IsCancellationRequested
                ? new Status(StatusCode.Unavailable, "server is shutting down")
                : CallStatus(new OperationCanceledException(), context));
        }
        catch (Exception failure) when (failure is not RpcException)
        {
            Report(failure);
            throw new RpcException(CallStatus(failure, context));
        }
    }

    public override Task<ListModelsReply> ListModels(ListModelsRequest request, ServerCallContext context)
    {
        var reply = new ListModelsReply();
        reply.Models.AddRange(models.All.Select(model => model.Card));
        return Task.FromResult(reply);
    }

    public override Task<Model> GetModel(GetModelRequest request, ServerCallContext context) =>
        Task.FromResult(models.Find(request.Name).Card);

    /// <summary>A structure that cannot be evaluated ends only itself: its reply says why.</summary>
    private async Task<EvaluateReply> EvaluateOrExplainAsync(
        EvaluateRequest request, DateTime deadline, CancellationToken cancellationToken)
    {
        try
        {
            return await evaluations.EvaluateAsync(request, deadline, cancellationToken);
        }
        catch (Exception failure)
        {
            Report(failure);
            Status status = Statuses.Of(failure);
            return new EvaluateReply { Id = request.Id, Error = new Error { Code = (int)status.StatusCode, Message = status.Detail } };
        }
    }

    /// <summary>A cancelled call whose deadline has passed, or all but (timers may fire a little early), was ended by the deadline.</summary>
    private static Status CallStatus(Exception failure, ServerCallContext context) =>
        failure is OperationCanceledException && context.Deadline - DateTime.UtcNow <= TimerPrecision
            ? Statuses.DeadlineExceeded().Status
            : Statuses.Of(failure);

    private void Report(Exception failure)
    {
        if (Statuses.IsDefect(failure))
            log.LogError(failure, "evaluation failed");
    }
}
