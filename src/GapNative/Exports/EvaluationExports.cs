using System.Runtime.InteropServices;
using GapCore.Evaluation;

namespace GapNative.Exports;

/// <summary>Evaluations: of a host's atoms and neighbour list, and of a structure. Outputs are touched only after success.</summary>
internal static unsafe class EvaluationExports
{
    [UnmanagedCallersOnly(EntryPoint = "gapsharp_core_compute")]
    internal static int Compute(nint model, ComputeArguments* arguments)
    {
        try
        {
            Compute(Models.Find(model), arguments);
            return Status.Ok;
        }
        catch (Exception exception)
        {
            return Status.From(exception);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "gapsharp_core_evaluate")]
    internal static int Evaluate(nint model, EvaluateArguments* arguments)
    {
        try
        {
            Evaluate(Models.Find(model), arguments);
            return Status.Ok;
        }
        catch (Exception exception)
        {
            return Status.From(exception);
        }
    }

    private static void Compute(Model model, ComputeArguments* arguments)
    {
        HostArguments.Validate(arguments);
        using Lease lease = new(model);
        Workspace workspace = lease.Workspace;
        workspace.Host.Bind(arguments);
        model.Potential.RequireSpecies(workspace.Host.Numbers);
        workspace.Evaluator.Evaluate(workspace.Host, HostArguments.Wanted(arguments), workspace.Result);
        HostOutputs.Write(workspace.Result, arguments);
        lease.Complete();
    }

    private static void Evaluate(Model model, EvaluateArguments* arguments)
    {
        StructureView structure = new(arguments);
        Require.Flags(arguments->Flags, StructureOutputs.Offered(arguments));
        using Lease lease = new(model);
        EvaluationResult result = lease.Workspace.Result;
        lease.Workspace.Evaluator.Evaluate(
            structure.Numbers, structure.Positions, structure.CellFor(lease.Workspace), StructureOutputs.Wanted(arguments), result);
        StructureOutputs.Write(result, arguments);
        lease.Complete();
    }
}
