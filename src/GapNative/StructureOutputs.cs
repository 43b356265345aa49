using GapCore.Evaluation;

namespace GapNative;

/// <summary>Copies a finished evaluation of a structure into the caller's arrays.</summary>
internal static unsafe class StructureOutputs
{
    /// <summary>Everything but the halved local virials, which have no output here.</summary>
    internal const Properties Offered = (Properties)127 & ~Properties.LocalVirialsHalved;

    /// <summary>What is asked for by a flag and has somewhere to go.</summary>
    internal static Properties Wanted(EvaluateArguments* arguments)
    {
        Properties wanted = (Properties)arguments->Flags;
        Drop(ref wanted, Properties.Energy, arguments->Energy);
        Drop(ref wanted, Properties.Forces, arguments->Forces);
        Drop(ref wanted, Properties.LocalEnergies, arguments->LocalEnergies);
        Drop(ref wanted, Properties.Virial, arguments->Virial);
        Drop(ref wanted, Properties.LocalVirials, arguments->LocalVirials);
        Drop(ref wanted, Properties.Variances, arguments->Variances);
        return wanted;
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

    private static void Drop(ref Properties wanted, Properties property, double* output)
    {
        if (output == null)
            wanted &= ~property;
    }

    private static void Copy(ReadOnlySpan<double> values, double* output) =>
        values.CopyTo(new Span<double>(output, values.Length));
}
