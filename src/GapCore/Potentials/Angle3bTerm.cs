using GapCore.Descriptors;
using GapCore.Descriptors.Angle3b;
using GapCore.Kernels;
using GapCore.Neighbours;
using GapCore.Numerics;

namespace GapCore.Potentials;

/// <summary>
/// angle_3b with any kernel. Instances (j, k) and (k, j) are equal, so each unordered pair of neighbours is evaluated once and counts twice.
/// </summary>
public sealed class Angle3bTerm : CoordinateTerm
{
    internal Angle3bTerm(CoordinateDefinition definition, DescriptorString text)
        : base(definition, text, Angle3bParameters.Dimensions)
    {
        Parameters = Angle3bParameters.Parse(text);
        Process = new SparseGaussianProcess(definition);
        Species = [Parameters.Z, Parameters.Z1, Parameters.Z2];
    }

    public Angle3bParameters Parameters { get; }

    public override double Cutoff => Parameters.Cutoff.Cutoff;

    public override IReadOnlyList<int> Species { get; }

    public override long Bytes => Process.Kernel.Bytes;

    internal override SparseGaussianProcess Process { get; }

    internal override TermWorkspace CreateWorkspace(int blockSize, SimdLevel level) => new Workspace(this, level);

    private sealed class Workspace(Angle3bTerm term, SimdLevel level) : TermWorkspace
    {
        private const int PanelSize = 240;

        private readonly DescriptorPanel _panel = new(Angle3bParameters.Dimensions, PanelSize);
        private readonly int[] _centre = new int[PanelSize];
        private readonly int[] _j = new int[PanelSize];
        private readonly int[] _k = new int[PanelSize];
        private readonly double[] _opposite = new double[PanelSize];
        private int[] _near = new int[64];
        private double[] _fc = new double[64];
        private double[] _fcSlope = new double[64];
        private int _count;

        internal override void Evaluate(NeighbourhoodBlock block, bool gradients)
        {
            for (int i = 0; i < block.Count; i++)
            {
                int near = SelectNear(block[i]);
                for (int a = 0; a < near; a++)
                    for (int b = 0; b < a; b++)
                        if (Add(block, i, _near[a], _near[b]))
                            Flush(block, gradients);

                // Cutoff factors are kept per centre: finish it before the next.
                Flush(block, gradients);
            }
        }

        internal override void AddVariances(NeighbourhoodBlock block)
        {
            for (int i = 0; i < block.Count; i++)
            {
                int near = SelectNear(block[i]);
                for (int a = 0; a < near; a++)
                {
                    for (int b = 0; b < a; b++)
                    {
                        _count = 0;
                        Add(block, i, _near[a], _near[b]);
                        if (_count == 0)
                            continue;
                        double f = _fc[_near[a]] * _fc[_near[b]];
                        block.Variances[i] += 2 * f * f * term.Process.VarianceOf(_panel, 0);
                    }
                }
            }

            _count = 0;
        }

        internal override void Describe(Neighbourhood neighbourhood, List<double> values, List<int> centres)
        {
            int near = SelectNear(neighbourhood);
            for (int a = 0; a < near; a++)
            {
                for (int b = 0; b < near; b++)
                {
                    int j = _near[a], k = _near[b];
                    if (a == b || !IsInstance(neighbourhood, j, k))
                        continue;
                    double difference = neighbourhood.R[j] - neighbourhood.R[k];
                    values.AddRange([neighbourhood.R[j] + neighbourhood.R[k], difference * difference, Opposite(neighbourhood, j, k)]);
                    centres.Add(neighbourhood.Centre);
                }
            }
        }

        internal override void Differentiate(
            Neighbourhood neighbourhood, bool gradients, DescriptorInstance instance, Action<DescriptorInstance> visit)
        {
            int near = SelectNear(neighbourhood);
            for (int a = 0; a < near; a++)
            {
                for (int b = 0; b < a; b++)
                {
                    int j = _near[a], k = _near[b];
                    if (!IsInstance(neighbourhood, j, k))
                        continue;
                    double sum = neighbourhood.R[j] + neighbourhood.R[k], difference = neighbourhood.R[j] - neighbourhood.R[k];
                    double opposite = Opposite(neighbourhood, j, k);
                    instance.Begin(gradients ? 2 : 0);
                    instance.Covariance = _fc[j] * _fc[k];
                    instance.Multiplicity = 2;
                    (instance.X[0], instance.X[1], instance.X[2]) = (sum, difference * difference, opposite);
                    if (gradients)
                    {
                        Differentiate(neighbourhood, j, k, 0, 1, difference, opposite, instance);
                        Differentiate(neighbourhood, k, j, 1, -1, difference, opposite, instance);
                    }

                    visit(instance);
                }
            }
        }

        /// <summary>Derivatives by one end of a triplet; <paramref name="sign"/> is that of its distance in the difference.</summary>
        private void Differentiate(
            Neighbourhood n, int end, int other, int entry, int sign, double difference, double opposite, DescriptorInstance instance)
        {
            instance.Neighbours[entry] = end;
            ReadOnlySpan<double> direction = [n.Dx[end] / n.R[end], n.Dy[end] / n.R[end], n.Dz[end] / n.R[end]];
            ReadOnlySpan<double> across = [n.Dx[end] - n.Dx[other], n.Dy[end] - n.Dy[other], n.Dz[end] - n.Dz[other]];
            for (int axis = 0; axis < 3; axis++)
            {
                Span<double> row = instance.Gradient.AsSpan((3 * entry + axis) * instance.Stride, 3);
                row[0] = direction[axis];
                row[1] = 2 * sign * difference * direction[axis];
                row[2] = across[axis] / opposite;
                instance.CovarianceGradient[3 * entry + axis] = _fcSlope[end] * _fc[other] * direction[axis];
            }
        }

        /// <summary>Indices of the neighbours within the cutoff, and their cutoff factors by neighbour index.</summary>
        private int SelectNear(Neighbourhood neighbourhood)
        {
            if (!SpeciesMatch.Matches(term.Parameters.Z, neighbourhood.CentreNumber))
                return 0;
            if (_near.Length < neighbourhood.Count)
            {
                int size = neighbourhood.Count * 5 / 4;
                _near = new int[size];
                _fc = new double[size];
                _fcSlope = new double[size];
            }

            int near = 0;
            for (int k = 0; k < neighbourhood.Count; k++)
            {
                if (neighbourhood.R[k] >= term.Cutoff)
                    continue;
                _fc[k] = term.Parameters.Cutoff.Evaluate(neighbourhood.R[k], out _fcSlope[k]);
                _near[near++] = k;
            }

            return near;
        }

        private bool IsInstance(Neighbourhood neighbourhood, int j, int k) =>
            SpeciesMatch.MatchesPair(term.Parameters.Z1, term.Parameters.Z2, neighbourhood.Number[j], neighbourhood.Number[k]);

        private bool Add(NeighbourhoodBlock block, int i, int j, int k)
        {
            Neighbourhood neighbourhood = block[i];
            if (!IsInstance(neighbourhood, j, k))
                return false;
            int stride = _panel.Stride;
            double difference = neighbourhood.R[j] - neighbourhood.R[k];
            _opposite[_count] = Opposite(neighbourhood, j, k);
            _panel.X[_count] = neighbourhood.R[j] + neighbourhood.R[k];
            _panel.X[stride + _count] = difference * difference;
            _panel.X[2 * stride + _count] = _opposite[_count];
            _centre[_count] = i;
            _j[_count] = j;
            _k[_count] = k;
            return ++_count == PanelSize;
        }

        private static double Opposite(Neighbourhood n, int j, int k)
        {
            double dx = n.Dx[j] - n.Dx[k], dy = n.Dy[j] - n.Dy[k], dz = n.Dz[j] - n.Dz[k];
            double distance = Math.Sqrt(dx * dx + dy * dy + dz * dz);
            if (distance > Neighbourhood.CoincidenceDistance)
                return distance;
            throw new GapException(GapErrorKind.Numeric, $"atoms {n.Site[j]} and {n.Site[k]} coincide (distance {distance:g3} A), "
                + $"expected more than {Neighbourhood.CoincidenceDistance:g} A");
        }

        private void Flush(NeighbourhoodBlock block, bool gradients)
        {
            if (_count == 0)
                return;
            _panel.Count = _count;
            term.Process.Kernel.Evaluate(_panel, gradients, level);
            for (int b = 0; b < _count; b++)
            {
                double f = 2 * _fc[_j[b]] * _fc[_k[b]];
                block.Energies[_centre[b]] += f * _panel.Values[b];
                if (gradients)
                    AddGradient(block[_centre[b]], b, f);
            }

            _count = 0;
        }

        private void AddGradient(Neighbourhood n, int b, double f)
        {
            int j = _j[b], k = _k[b], stride = _panel.Stride;
            double value = 2 * _panel.Values[b];
            double sum = f * _panel.Adjoints[b];
            double difference = f * _panel.Adjoints[stride + b] * 2 * (n.R[j] - n.R[k]);
            double opposite = f * _panel.Adjoints[2 * stride + b] / _opposite[b];
            double alongJ = (sum + difference + value * _fcSlope[j] * _fc[k]) / n.R[j];
            double alongK = (sum - difference + value * _fc[j] * _fcSlope[k]) / n.R[k];
            double dx = opposite * (n.Dx[j] - n.Dx[k]), dy = opposite * (n.Dy[j] - n.Dy[k]), dz = opposite * (n.Dz[j] - n.Dz[k]);
            n.Gx[j] += alongJ * n.Dx[j] + dx;
            n.Gy[j] += alongJ * n.Dy[j] + dy;
            n.Gz[j] += alongJ * n.Dz[j] + dz;
            n.Gx[k] += alongK * n.Dx[k] - dx;
            n.Gy[k] += alongK * n.Dy[k] - dy;
            n.Gz[k] += alongK * n.Dz[k] - dz;
        }
    }
}
