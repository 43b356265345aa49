using GapFit.Data;

namespace GapFit.Design;

/// <summary>Rows of frames times the weights of several fits: what the fits give for energies, dE/dr and strain (gap-math 7.3). One per thread.</summary>
internal sealed class RowPredictor
{
    private readonly PredictedRows[] _coordinates;
    private readonly CentreScan _scan;
    private readonly int _fits;

    /// <param name="shares">Sets of columns with weights by the descriptor and metric that they share.</param>
    /// <param name="fits">How many fits.</param>
    internal RowPredictor(IEnumerable<IReadOnlyList<WeightedColumns>> shares, int fits)
    {
        _coordinates = [.. shares.Select(share => new PredictedRows(share))];
        _scan = new CentreScan(_coordinates);
        _fits = fits;
    }

    /// <summary>The rows of a frame in the order of <see cref="RowLayout"/>, of every fit.</summary>
    internal double[][] Predict(FitFrame frame)
    {
        RowLayout layout = new(frame);
        double[][] predictions = [.. Enumerable.Range(0, _fits).Select(_ => new double[layout.Count])];
        foreach (PredictedRows coordinate in _coordinates)
            coordinate.Begin(layout, predictions);
        _scan.Visit(frame.Structure);
        return predictions;
    }
}
