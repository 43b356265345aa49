using System.Globalization;
using GapCore;
using GapCore.IO;
using GapFit.Data;
using GapFit.Design;

namespace GapFit.Fitting;

/// <summary>
/// The whole linear system of a small fit in memory, for comparison with other programs: K_mm, K_nm, targets and noise, rows in the order of
/// gap-math 7.2 (all energies, then frame by frame forces and virials).
/// </summary>
internal sealed record LinearSystem(double[] SparseCovariance, double[] Rows, double[] Targets, double[] Variances)
{
    private const long MostNumbers = 1L << 28;

    /// <summary>M.</summary>
    internal int Columns => Rows.Length / Targets.Length;

    /// <exception cref="GapException">Argument: it is too large to be looked at.</exception>
    internal static LinearSystem Of(IReadOnlyList<FitColumns> columns, IReadOnlyList<FitFrame> frames, double jitter)
    {
        int unknowns = columns.Sum(column => column.Count);
        long rows = frames.Sum(frame => (long)new RowLayout(frame).Count);
        if (rows * unknowns > MostNumbers || (long)unknowns * unknowns > MostNumbers)
            throw new GapException(GapErrorKind.Argument,
                $"linear system of {rows} rows and {unknowns} columns is too large to write, expected at most {MostNumbers} numbers");
        var energies = new List<double[]>();
        var others = new List<double[]>();
        var assembler = new RowAssembler(columns);
        foreach (FitFrame frame in frames)
            Add(frame, assembler, unknowns, energies, others);
        List<double[]> all = [.. energies, .. others];
        return new LinearSystem(CovarianceOf(columns, unknowns, jitter), [.. all.SelectMany(row => row[..unknowns])],
            [.. all.Select(row => row[unknowns])], [.. all.Select(row => row[unknowns + 1])]);
    }

    /// <summary>Writes PREFIX_Kmm, PREFIX_Kmn.0, PREFIX_lambda.0 and PREFIX_globalY.0, one number per line.</summary>
    internal void Write(string prefix)
    {
        Write(prefix + "_Kmm", SparseCovariance);
        Write(prefix + "_Kmn.0", Rows);
        Write(prefix + "_lambda.0", Variances);
        Write(prefix + "_globalY.0", Targets);
    }

    /// <summary>Rows of a frame: K, target, variance. Rows that are masked out are left away.</summary>
    private static void Add(FitFrame frame, RowAssembler assembler, int unknowns, List<double[]> energies, List<double[]> others)
    {
        int count = new RowLayout(frame).Count;
        var block = new DesignBlock(count, unknowns);
        if (count == 0)
            return;
        assembler.AddKernels(frame, block, 0);
        double[] targets = new double[count], weights = new double[count];
        RowLayout.Targets(frame, targets, weights);
        foreach (int row in ReferenceOrder(new RowLayout(frame)))
        {
            if (weights[row] == 0)
                continue;
            double[] numbers = new double[unknowns + 2];
            for (int column = 0; column < unknowns; column++)
                numbers[column] = block.Column(column)[row];
            numbers[unknowns] = targets[row];
            numbers[unknowns + 1] = 1 / (weights[row] * weights[row]);
            (row == 0 && frame.Energy is not null ? energies : others).Add(numbers);
        }
    }

    /// <summary>Rows of a frame with the virial as xx, yx, zx, yy, zy, zz.</summary>
    private static IEnumerable<int> ReferenceOrder(RowLayout layout) => layout.HasVirial
        ? [.. Enumerable.Range(0, layout.FirstVirial), .. new[] { 0, 1, 3, 2, 4, 5 }.Select(row => layout.FirstVirial + row)]
        : Enumerable.Range(0, layout.Count);

    private static double[] CovarianceOf(IReadOnlyList<FitColumns> columns, int unknowns, double jitter)
    {
        double[] whole = new double[unknowns * unknowns];
        foreach (FitColumns column in columns)
        {
            double[] block = Design.SparseCovariance.Of(column, jitter);
            for (int s = 0; s < column.Count; s++)
                block.AsSpan(s * column.Count, column.Count).CopyTo(whole.AsSpan((column.First + s) * unknowns + column.First));
        }

        return whole;
    }

    private static void Write(string path, double[] numbers) => AtomicFile.Write(path, writer =>
    {
        foreach (double number in numbers)
            writer.WriteLine(number.ToString("E16", CultureInfo.InvariantCulture));
    });
}
