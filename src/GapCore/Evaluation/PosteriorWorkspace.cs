using GapCore.Neighbours;
using GapCore.Numerics;
using GapCore.Potentials;

namespace GapCore.Evaluation;

/// <summary>
/// Posterior variances of local energies, k(x, x) - |L^-1 c|^2 + |R^-T c|^2 with c the covariances with all sparse points (docs/variance.md,
/// Quinonero-Candela and Rasmussen, JMLR 6, 1939 (2005), eq. 20). The centres of a block share every pass over the factors. One per thread.
/// </summary>
internal sealed class PosteriorWorkspace
{
    private readonly PosteriorModel _model;
    private readonly SimdLevel _level;
    private readonly CentreCovariances[] _coordinates;
    private readonly int _stride;
    private readonly AlignedArray _covariances;
    private readonly AlignedArray _solution;
    private readonly AlignedArray _scratch;
    private readonly double[] _variances;

    /// <param name="potential">A potential with its model.</param>
    /// <param name="terms">Workspaces of the potential's terms, coordinates first.</param>
    /// <param name="blockSize">Most centres per block.</param>
    /// <param name="level">Width of the arithmetic.</param>
    internal PosteriorWorkspace(GapPotential potential, TermWorkspace[] terms, int blockSize, SimdLevel level)
    {
        _model = potential.Posterior;
        _level = level;
        _coordinates = [.. potential.Coordinates.Select((coordinate, i) => new CentreCovariances(coordinate, terms[i]))];
        _stride = Simd.Pad(blockSize);
        _covariances = new AlignedArray(checked(_model.Posterior.Order * _stride));
        _solution = new AlignedArray(checked(_model.Prior.Max(factor => factor.Order) * _stride));
        _scratch = new AlignedArray(PanelProduct.RowBlock * _stride);
        _variances = new double[_stride];
    }

    /// <summary>Posterior variance of each centre of the block (eV^2).</summary>
    internal ReadOnlySpan<double> Evaluate(NeighbourhoodBlock block)
    {
        Array.Clear(_variances);
        int first = 0;
        for (int c = 0; c < _coordinates.Length; c++)
        {
            LowerTriangle prior = _model.Prior[c];
            Span<double> covariances = _covariances.AsSpan(first * _stride, prior.Order * _stride);
            for (int i = 0; i < block.Count; i++)
                _variances[i] += _coordinates[c].Write(block[i], covariances[i..], _stride);
            covariances.CopyTo(_solution);
            prior.Solve(_solution, _stride, block.Count, _scratch, _level);
            AddSquares(_solution, prior.Order, block.Count, -1);
            first += prior.Order;
        }

        _model.Posterior.Solve(_covariances, _stride, block.Count, _scratch, _level);
        AddSquares(_covariances, _model.Posterior.Order, block.Count, 1);

        // Rounding may leave a little less than nothing where the data say everything.
        for (int i = 0; i < block.Count; i++)
            _variances[i] = Math.Max(0, _variances[i]);
        return _variances.AsSpan(0, block.Count);
    }

    private void AddSquares(ReadOnlySpan<double> rows, int count, int columns, int sign)
    {
        for (int row = 0; row < count; row++)
            for (int i = 0; i < columns; i++)
                _variances[i] += sign * rows[row * _stride + i] * rows[row * _stride + i];
    }
}
