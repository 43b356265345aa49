using GapCore.Descriptors;
using GapCore.Descriptors.Distance2b;
using GapCore.Kernels;
using GapCore.Neighbours;
using GapCore.Numerics;

namespace GapCore.Potentials;

/// <summary>distance_2b with any kernel: every ordered pair is an instance, so each physical pair counts from both ends.</summary>
public sealed class Distance2bTerm : CoordinateTerm
{
    internal Distance2bTerm(CoordinateDefinition definition, DescriptorString text)
        : this(definition, text, Distance2bParameters.Parse(text))
    {
    }

    private Distance2bTerm(CoordinateDefinition definition, DescriptorString text, Distance2bParameters parameters)
        : base(definition, text, parameters.Dimensions)
    {
        Parameters = parameters;
        Process = new SparseGaussianProcess(definition);
        Species = [parameters.Z1, parameters.Z2];
    }

    public Distance2bParameters Parameters { get; }

    public override double Cutoff => Parameters.Cutoff.Cutoff;

    public override IReadOnlyList<int> Species { get; }

    public override long Bytes => Process.Kernel.Bytes;

    internal override SparseGaussianProcess Process { get; }

    internal override TermWorkspace CreateWorkspace(int blockSize, SimdLevel level) => new Workspace(this, level);

    private sealed class Workspace(Distance2bTerm term, SimdLevel level) : TermWorkspace
    {
        private const int PanelSize = 240;

        private readonly DescriptorPanel _panel = new(term.Parameters.Dimensions, PanelSize);
        private readonly int[] _centre = new int[PanelSize];
        private readonly int[] _neighbour = new int[PanelSize];
        private int _count;

        internal override void Evaluate(NeighbourhoodBlock block, bool gradients)
        {
            _count = 0;
            for (int i = 0; i < block.Count; i++)
                for (int k = 0; k < block[i].Count; k++)
                    if (Add(block, i, k))
                        Flush(block, gradients);
            Flush(block, gradients);
        }

        internal override void AddVariances(NeighbourhoodBlock block)
        {
            for (int i = 0; i < block.Count; i++)
            {
                for (int k = 0; k < block[i].Count; k++)
                {
                    _count = 0;
                    Add(block, i, k);
                    if (_count == 0)
                        continue;
                    double f = term.Parameters.Covariance(block[i].R[k], out _);
                    block.Variances[i] += f * f * term.Process.VarianceOf(_panel, 0);
                }
            }
        }

        internal override void Describe(Neighbourhood neighbourhood, List<double> values, List<int> centres)
        {
            for (int k = 0; k < neighbourhood.Count; k++)
            {
                if (!IsInstance(neighbourhood, k))
                    continue;
                foreach (double exponent in term.Parameters.Exponents)
                    values.Add(Math.Pow(neighbourhood.R[k], exponent));
                centres.Add(neighbourhood.Centre);
            }
        }

        internal override void Differentiate(
            Neighbourhood neighbourhood, bool gradients, DescriptorInstance instance, Action<DescriptorInstance> visit)
        {
            double[] exponents = term.Parameters.Exponents;
            for (int k = 0; k < neighbourhood.Count; k++)
            {
                if (!IsInstance(neighbourhood, k))
                    continue;
                double r = neighbourhood.R[k];
                instance.Begin(gradients ? 1 : 0);
                instance.Covariance = term.Parameters.Covariance(r, out double slope);
                instance.IsRepeat = IsFarEnd(neighbourhood, k);
                for (int d = 0; d < exponents.Length; d++)
                    instance.X[d] = Math.Pow(r, exponents[d]);
                if (gradients)
                {
                    instance.Neighbours[0] = k;
                    ReadOnlySpan<double> direction = [neighbourhood.Dx[k] / r, neighbourhood.Dy[k] / r, neighbourhood.Dz[k] / r];
                    for (int axis = 0; axis < 3; axis++)
                    {
                        instance.CovarianceGradient[axis] = slope * direction[axis];
                        for (int d = 0; d < exponents.Length; d++)
                            instance.Gradient[axis * instance.Stride + d] = exponents[d] * Math.Pow(r, exponents[d] - 1) * direction[axis];
                    }
                }

                visit(instance);
            }
        }

        /// <summary>One end of every pair: that of the later atom, or of two for an atom and its own image.</summary>
        private static bool IsFarEnd(Neighbourhood n, int k)
        {
            if (n.Site[k] != n.Centre)
                return n.Site[k] < n.Centre;
            return n.Dx[k] != 0 ? n.Dx[k] < 0 : n.Dy[k] != 0 ? n.Dy[k] < 0 : n.Dz[k] < 0;
        }

        private bool IsInstance(Neighbourhood neighbourhood, int k) =>
            neighbourhood.R[k] < term.Cutoff
            && SpeciesMatch.MatchesPair(term.Parameters.Z1, term.Parameters.Z2, neighbourhood.CentreNumber, neighbourhood.Number[k]);

        /// <summary>Appends the pair if it is an instance; true when the panel is full.</summary>
        private bool Add(NeighbourhoodBlock block, int i, int k)
        {
            Neighbourhood neighbourhood = block[i];
            if (!IsInstance(neighbourhood, k))
                return false;
            double[] exponents = term.Parameters.Exponents;
            for (int d = 0; d < exponents.Length; d++)
                _panel.X[d * _panel.Stride + _count] = exponents[d] == 1 ? neighbourhood.R[k] : Math.Pow(neighbourhood.R[k], exponents[d]);
            _centre[_count] = i;
            _neighbour[_count] = k;
            return ++_count == PanelSize;
        }

        private void Flush(NeighbourhoodBlock block, bool gradients)
        {
            if (_count == 0)
                return;
            _panel.Count = _count;
            term.Process.Kernel.Evaluate(_panel, gradients, level);
            for (int b = 0; b < _count; b++)
            {
                Neighbourhood neighbourhood = block[_centre[b]];
                int k = _neighbour[b];
                double f = term.Parameters.Covariance(neighbourhood.R[k], out double slope);
                block.Energies[_centre[b]] += f * _panel.Values[b];
                if (!gradients)
                    continue;
                double radial = (f * ValueSlope(b, neighbourhood.R[k]) + slope * _panel.Values[b]) / neighbourhood.R[k];
                neighbourhood.Gx[k] += radial * neighbourhood.Dx[k];
                neighbourhood.Gy[k] += radial * neighbourhood.Dy[k];
                neighbourhood.Gz[k] += radial * neighbourhood.Dz[k];
            }

            _count = 0;
        }

        /// <summary>dg/dr = sum_k dg/dx_k e_k r^{e_k - 1}.</summary>
        private double ValueSlope(int b, double r)
        {
            double[] exponents = term.Parameters.Exponents;
            double sum = 0;
            for (int d = 0; d < exponents.Length; d++)
            {
                double adjoint = _panel.Adjoints[d * _panel.Stride + b];
                sum += exponents[d] == 1 ? adjoint : adjoint * exponents[d] * Math.Pow(r, exponents[d] - 1);
            }

            return sum;
        }
    }
}
