using System.Collections.Concurrent;
using System.Threading.RateLimiting;
using GapCore.Evaluation;
using GapServer.Models;
using GapSharp.V1;
using Grpc.Core;

namespace GapServer.Evaluation;

/// <summary>From request to reply: finds the model, waits for a turn, evaluates. Thread-safe.</summary>
internal sealed class ForceEvaluations(ModelCatalog models, EvaluationGate gate, int maxAtoms)
{
    /// <summary>Descriptor vectors take hundreds of times the memory of forces.</summary>
    private const int DescriptorShare = 10;

    private readonly ConcurrentBag<EvaluationResult> _results = [];

    /// <summary>Evaluates one request on the calling thread once it is its turn.</summary>
    /// <exception cref="RpcException">Unknown model, too many atoms, too many waiting, deadline passed.</exception>
    /// <exception cref="GapCore.GapException">The structure is wrong.</exception>
    public async ValueTask<EvaluateReply> EvaluateAsync(EvaluateRequest request, DateTime deadline, CancellationToken cancellationToken)
    {
        IForceModel model = models.Find(request.Model);
        Wanted wanted = Wanted.Of(request);
        RequireFit(request, wanted);
        using RateLimitLease lease = await gate.EnterAsync(cancellationToken).ConfigureAwait(false);
        if (DateTime.UtcNow > deadline)
            throw Statuses.DeadlineExceeded();
        cancellationToken.ThrowIfCancellationRequested();
        return Evaluate(model, request, wanted);
    }

    private void RequireFit(EvaluateRequest request, Wanted wanted)
    {
        int atoms = WireAtoms.Count(request);
        if (atoms > maxAtoms)
            throw TooLarge($"structure has {atoms} atoms, expected at most {maxAtoms} (this server's --max-atoms)");
        int mostDescribed = Math.Max(1, maxAtoms / DescriptorShare);
        if (wanted.Descriptors && atoms > mostDescribed)
            throw TooLarge(
                $"descriptors of {atoms} atoms, expected at most {mostDescribed} (1/{DescriptorShare} of this server's --max-atoms)");
    }

    private static RpcException TooLarge(string message) => new(new Status(StatusCode.ResourceExhausted, message));

    private EvaluateReply Evaluate(IForceModel model, EvaluateRequest request, Wanted wanted)
    {
        WireAtoms atoms = WireAtoms.Of(request);
        var reply = new EvaluateReply { Id = request.Id };
        if (wanted.Properties != Properties.None)
        {
            if (!_results.TryTake(out EvaluationResult? result))
                result = new EvaluationResult();
            model.Evaluate(atoms.Numbers, atoms.Positions, atoms.Cell, wanted.Properties, result);
            Replies.Write(result, reply);
            _results.Add(result);
        }

        if (wanted.Descriptors)
            Replies.Write(model.Describe(request.DescriptorCoordinate, atoms.ToStructure()), reply);
        return reply;
    }
}
