using GapCore.Descriptors;
using GapCore.Neighbours;
using GapCore.Numerics;

namespace GapFit.Design;

/// <summary>One set of columns of a descriptor with few components: each instance is summed directly over the sparse points.</summary>
internal sealed class ShortColumns
{
    private readonly FitColumns _columns;
    private readonly int _stride;
    private readonly double[] _values;
    private readonly double[] _slopes;
    private readonly double[] _product;
    private double[] _rows = [];
    private DesignBlock? _block;
    private int _firstRow;
    private RowLayout _layout;

    internal ShortColumns(FitColumns columns)
    {
        _columns = columns;
        _stride = Simd.Pad(columns.Count);
        _values = new double[_stride];
        _slopes = new double[_stride];
        _product = new double[_stride];
    }

    internal void End()
    {
        for (int s = 0; s < _columns.Count; s++)
        {
            Span<double> column = _block!.Column(_columns.First + s).Slice(_firstRow, _layout.Count);
            double cutoff = _columns.Cutoffs[s];
            for (int row = 0; row < column.Length; row++)
                column[row] += cutoff * _rows[row * _stride + s];
        }
    }

    internal void Begin(RowLayout layout, DesignBlock block, int firstRow)
    {
        (_layout, _block, _firstRow) = (layout, block, firstRow);
        int length = _layout.Count * _stride;
        if (_rows.Length < length)
            _rows = new double[length];
        else
            _rows.AsSpan(0, length).Clear();
    }

    internal void Add(Neighbourhood neighbourhood, DescriptorInstance instance)
    {
        double covariance = instance.Multiplicity * instance.Covariance;
        Covariances(instance.X);
        if (_layout.HasEnergy)
            VectorProduct.AddScaled(_values, covariance, Row(0));
        for (int entry = 0; entry < instance.Count; entry++)
        {
            int neighbour = instance.Neighbours[entry];
            for (int axis = 0; axis < 3; axis++)
            {
                // f dk/dr + k df/dr of this neighbour's coordinate, for every sparse point.
                int at = 3 * entry + axis;
                Derivatives(instance, at, covariance);
                VectorProduct.AddScaled(_values, instance.Multiplicity * instance.CovarianceGradient[at], _product);
                AddDerivative(neighbourhood, neighbour, axis);
            }
        }
    }

    /// <summary>k(x, s) and w of every sparse point.</summary>
    private void Covariances(ReadOnlySpan<double> x)
    {
        int d = _columns.Definition.Dimensions;
        for (int s = 0; s < _columns.Count; s++)
        {
            ReadOnlySpan<double> point = _columns.Points.AsSpan(s * _columns.Stride, d);
            double product = 0, square = 0;
            for (int k = 0; k < d; k++)
            {
                double difference = x[k] - point[k];
                product += x[k] * point[k];
                square += difference * difference * _columns.InverseSquaredLengths[k];
            }

            _values[s] = _columns.Kernel.Evaluate(product, square, out _slopes[s]);
        }
    }

    /// <summary>factor dk/dt of every sparse point, where t moves the instance by a row of its gradient.</summary>
    private void Derivatives(DescriptorInstance instance, int row, double factor)
    {
        int d = _columns.Definition.Dimensions;
        ReadOnlySpan<double> gradient = instance.Gradient.AsSpan(row * instance.Stride, d);
        double self = 0;
        if (_columns.Kernel.IsRadial)
            for (int k = 0; k < d; k++)
                self += gradient[k] * instance.X[k] * _columns.InverseSquaredLengths[k];
        for (int s = 0; s < _columns.Count; s++)
        {
            ReadOnlySpan<double> point = _columns.Metric.AsSpan(s * _columns.Stride, d);
            double product = -self;
            for (int k = 0; k < d; k++)
                product += gradient[k] * point[k];
            _product[s] = factor * _slopes[s] * product;
        }
    }

    private void AddDerivative(Neighbourhood neighbourhood, int neighbour, int axis)
    {
        if (_layout.HasForces)
        {
            VectorProduct.AddScaled(_product, 1, Row(_layout.FirstForce + 3 * neighbourhood.Site[neighbour] + axis));
            VectorProduct.AddScaled(_product, -1, Row(_layout.FirstForce + 3 * neighbourhood.Centre + axis));
        }

        if (_layout.HasVirial)
            for (int l = axis; l < 3; l++)
                VectorProduct.AddScaled(_product, Strain.Displacement(neighbourhood, neighbour, l), Row(_layout.FirstVirial + Strain.Row(l, axis)));
    }

    private Span<double> Row(int row) => _rows.AsSpan(row * _stride, _stride);
}
