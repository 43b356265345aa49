using GapFit.Data;
using GapFit.Design;

namespace GapFit.Search;

/// <summary>
/// The rows of a fit by how their weights 1/sigma change from one fit of a group to another: those that change by the same factors are a class
/// (energies, forces, those of a config_type), whose triangular factor serves all the fits.
/// </summary>
internal sealed class RowClasses
{
    /// <summary>More would cost more than they save.</summary>
    private const int Most = 6;

    /// <summary>Weights that differ by less are rounding.</summary>
    private const double Tolerance = 1e-12;

    private readonly List<double[]> _factors = [];
    private readonly List<(int[] Classes, double[] Weights, double[] Targets)> _frames = [];

    private RowClasses()
    {
    }

    internal int Count => _factors.Count;

    /// <summary>The classes of fits to the same structures; null where there are too many.</summary>
    internal static RowClasses? Of(IReadOnlyList<IReadOnlyList<FitFrame>> fits)
    {
        var classes = new RowClasses();
        for (int frame = 0; frame < fits[0].Count; frame++)
        {
            int rows = new RowLayout(fits[0][frame]).Count;
            double[] targets = new double[rows];
            double[][] weights = [.. fits.Select(fit =>
            {
                double[] own = new double[rows];
                RowLayout.Targets(fit[frame], targets, own);
                return own;
            })];
            int[] numbers = new int[rows];
            for (int row = 0; row < rows; row++)
                if ((numbers[row] = classes.Find(weights, row)) == Most)
                    return null;
            classes._frames.Add((numbers, weights[0], targets));
        }

        return classes;
    }

    /// <summary>The weight of a class in a fit, in units of the first fit's.</summary>
    internal double Factor(int rowClass, int fit) => _factors[rowClass][fit];

    /// <summary>Class of every row of a frame, -1 where no fit has it; its weight in the first fit, its target.</summary>
    internal (int[] Classes, double[] Weights, double[] Targets) Frame(int frame) => _frames[frame];

    private int Find(double[][] weights, int row)
    {
        double first = weights[0][row];
        if (first == 0)
            return -1;
        int found = _factors.FindIndex(factors => IsSame(factors, weights, row, first));
        if (found >= 0)
            return found;
        if (Count < Most)
            _factors.Add([.. weights.Select(fit => fit[row] / first)]);
        else
            return Most;
        return Count - 1;
    }

    private static bool IsSame(double[] factors, double[][] weights, int row, double first)
    {
        for (int fit = 0; fit < factors.Length; fit++)
            if (Math.Abs(weights[fit][row] - factors[fit] * first) > Tolerance * weights[fit][row])
                return false;
        return true;
    }
}
