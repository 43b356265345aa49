using GapCore.Evaluation;

namespace GapNative;

/// <summary>Copies a finished evaluation of a structure into the caller's arrays.</summary>
internal static unsafe class StructureOutputs
{
    /// <summary>
    /// Everything but the halved local virials, which have no output here; posterior variances to callers that know of them only.
    /// </summary>
    internal static Properties Offered(EvaluateArguments* arguments) => Outputs.All & ~Properties.LocalVirialsHalved
        & ~(arguments->StructSize > EvaluateArguments.FirstSize ? Properties.None : Properties.PosteriorVariances);

    /// <summary>What is asked for by a flag and has somewhere to go.</summary>
    internal static Properties Wanted(EvaluateArguments* arguments)
    {
        Properties room = Properties.Energy.Into(arguments->Energy)
            | Properties.Forces.Into(arguments->Forces)
            | Properties.LocalEnergies.Into(arguments->LocalEnergies)
            | Properties.Virial.Into(arguments->Virial)
            | Properties.LocalVirials.Into(arguments->LocalVirials)
            | Properties.Variances.Into(arguments->Variances)
            | Properties.PosteriorVariances.Into(arguments->PosteriorVariances);
        return (Properties)arguments->Flags & room;
    }

    internal static void Write(EvaluationResult result, EvaluateArguments* arguments)
    {
        if (result.Computed.HasFlag(Properties.Energy))
            *arguments->Energy = result.Energy;
        if (result.Computed.HasFlag(Properties.Virial))
            Copy(result.Virial, arguments->Virial);
        Copy(result.Forces, arguments->Forces);
        Copy(result.LocalEnergies, arguments->LocalEnergies);
        Copy(result.LocalVirials, arguments->LocalVirials);
        Copy(result.Variances, arguments->Variances);
        Copy(result.PosteriorVariances, arguments->PosteriorVariances);
    }

    private static void Copy(ReadOnlySpan<double> values, double* output) =>
        values.CopyTo(new Span<double>(output, values.Length));
}
