using GapCore.Evaluation;

namespace GapNative;

/// <summary>Copies a finished evaluation of a structure into the caller's arrays.</summary>
internal static unsafe class StructureOutputs
{
    /// <summary>Everything but the halved local virials, which have no output here.</summary>
    internal const Properties Offered = Outputs.All & ~Properties.LocalVirialsHalved;

    /// <summary>What is asked for by a flag and has somewhere to go.</summary>
    internal static Properties Wanted(EvaluateArguments* arguments)
    {
        Properties room = Properties.Energy.Into(arguments->Energy)
            | Properties.Forces.Into(arguments->Forces)
            | Properties.LocalEnergies.Into(arguments->LocalEnergies)
            | Properties.Virial.Into(arguments->Virial)
            | Properties.LocalVirials.Into(arguments->LocalVirials)
            | Properties.Variances.Into(arguments->Variances);
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
    }

    private static void Copy(ReadOnlySpan<double> values, double* output) =>
        values.CopyTo(new Span<double>(output, values.Length));
}
