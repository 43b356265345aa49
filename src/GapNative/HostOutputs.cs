using GapCore.Evaluation;

namespace GapNative;

/// <summary>Adds a finished evaluation into the host's arrays. The only place that knows the order of their tensor components.</summary>
internal static unsafe class HostOutputs
{
    internal static void Write(EvaluationResult result, ComputeArguments* arguments)
    {
        Properties computed = result.Computed;
        if (computed.HasFlag(Properties.Energy))
            *arguments->Energy = result.Energy;
        if (computed.HasFlag(Properties.Virial))
            WriteSymmetric(result.Virial, new Span<double>(arguments->Virial, 6));

        int local = arguments->LocalCount;
        Add(result.Forces, arguments->Forces);
        Add(FirstOf(result.LocalEnergies, local), arguments->LocalEnergies);
        Add(FirstOf(result.Variances, local), arguments->Variances);
        AddSymmetric(result.LocalVirialsHalved, arguments->LocalVirialsHalved);
        AddCentroid(result.LocalVirials, arguments->LocalVirials);
    }

    /// <summary>Only local atoms can be centres, so that ghosts have no local energy to add.</summary>
    private static ReadOnlySpan<double> FirstOf(ReadOnlySpan<double> perSite, int local) => perSite.IsEmpty ? [] : perSite[..local];

    private static void Add(ReadOnlySpan<double> values, double* output)
    {
        for (int i = 0; i < values.Length; i++)
            output[i] += values[i];
    }

    /// <summary>xx yy zz xy xz yz of a 3x3 tensor in row order; off the diagonal the mean of both.</summary>
    private static void WriteSymmetric(ReadOnlySpan<double> tensor, Span<double> output)
    {
        output[0] = tensor[0];
        output[1] = tensor[4];
        output[2] = tensor[8];
        output[3] = 0.5 * (tensor[1] + tensor[3]);
        output[4] = 0.5 * (tensor[2] + tensor[6]);
        output[5] = 0.5 * (tensor[5] + tensor[7]);
    }

    private static void AddSymmetric(ReadOnlySpan<double> tensors, double* output)
    {
        Span<double> six = stackalloc double[6];
        for (int site = 0; site < tensors.Length / 9; site++)
        {
            WriteSymmetric(tensors.Slice(9 * site, 9), six);
            Add(six, output + 6L * site);
        }
    }

    /// <summary>xx yy zz xy xz yz yx zx zy.</summary>
    private static void AddCentroid(ReadOnlySpan<double> tensors, double* output)
    {
        ReadOnlySpan<int> order = [0, 4, 8, 1, 2, 5, 3, 6, 7];
        for (int first = 0; first < tensors.Length; first += 9)
            for (int k = 0; k < 9; k++)
                output[first + k] += tensors[first + order[k]];
    }
}
