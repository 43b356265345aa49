using GapCore.Evaluation;

namespace GapCli.Evaluation;

/// <summary>One frame's results as a JSON line: eV, eV/A, eV^2; virials 3x3, W[a][b] = sum r_a F_b = -dE/d(strain).</summary>
internal sealed record FrameDocument
{
    /// <summary>Index of the frame in the input, from 0.</summary>
    public required int Frame { get; init; }

    public required int Atoms { get; init; }

    public double? Energy { get; init; }

    public double[][]? Virial { get; init; }

    public double[][]? Forces { get; init; }

    public double[]? LocalEnergy { get; init; }

    public double[][][]? LocalVirial { get; init; }

    public double[]? Variance { get; init; }

    public double[]? PosteriorVariance { get; init; }

    internal static FrameDocument From(int frame, EvaluationResult result) => new()
    {
        Frame = frame,
        Atoms = result.SiteCount,
        Energy = Has(result, Properties.Energy) ? result.Energy : null,
        Virial = Has(result, Properties.Virial) ? Rows(result.Virial, 3) : null,
        Forces = Has(result, Properties.Forces) ? Rows(result.Forces, 3) : null,
        LocalEnergy = Has(result, Properties.LocalEnergies) ? result.LocalEnergies.ToArray() : null,
        LocalVirial = Has(result, Properties.LocalVirials) ? [.. Rows(result.LocalVirials, 9).Select(tensor => Rows(tensor, 3))] : null,
        Variance = Has(result, Properties.Variances) ? result.Variances.ToArray() : null,
        PosteriorVariance = Has(result, Properties.PosteriorVariances) ? result.PosteriorVariances.ToArray() : null,
    };

    internal static double[][] Rows(ReadOnlySpan<double> values, int width)
    {
        var rows = new double[values.Length / width][];
        for (int row = 0; row < rows.Length; row++)
            rows[row] = values.Slice(row * width, width).ToArray();
        return rows;
    }

    private static bool Has(EvaluationResult result, Properties property) => result.Computed.HasFlag(property);
}
