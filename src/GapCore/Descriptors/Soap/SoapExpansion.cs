using System.Runtime.InteropServices;
using GapCore.Neighbours;
using GapCore.Numerics;

namespace GapCore.Descriptors.Soap;

/// <summary>
/// Expansion coefficients X_{s n lm} = sum_j f(r_j) R_nl(r_j) Y_lm(u_j) of one centre (gap-math 3.3) and the reverse pass that turns de/dX
/// into pair gradients. Lanes of a vector are neighbours. One instance per thread.
/// </summary>
internal sealed class SoapExpansion(SoapParameters parameters, RadialBasis basis, int rowStride)
{
    private readonly SoapEnvironment _environment = new(parameters);
    private readonly SphericalHarmonics _harmonics = new(parameters.LMax);
    private readonly AlignedArray _rows = new(Transposition.Rows * basis.Table.RowLength);
    private readonly AlignedArray _slopeRows = new(Transposition.Rows * basis.Table.RowLength);
    private readonly AlignedArray _scratch = new(new SphericalHarmonics(parameters.LMax).ScratchLength);
    private readonly AlignedArray _contracted = new((parameters.LMax + 1) * (parameters.LMax + 1) * 8);
    private readonly AlignedArray _pair = new(3 * 8);

    /// <summary>X ([lm][channel, n], rows of rowStride) of a centre.</summary>
    internal void Forward<T>(Neighbourhood neighbourhood, Span<double> x)
        where T : struct, ISimdDouble<T>
    {
        x.Clear();
        AddCentre(neighbourhood.CentreNumber, x);
        Prepare<T>(neighbourhood, slopes: false);
        for (int channel = 0; channel < parameters.ChannelCount; channel++)
        {
            int start = _environment.ChannelStart[channel], end = _environment.ChannelStart[channel + 1];
            if (start == end)
                continue;
            for (int l = 0; l <= parameters.LMax; l++)
                for (int m = 0; m < 2 * l + 1; m++)
                    Project<T>(l, l * l + m, start, end,
                        x.Slice((l * l + m) * rowStride + channel * parameters.NMax, parameters.NMax));
        }
    }

    /// <summary>
    /// Adds de/dr_ij of every neighbour to the neighbourhood, given de/dX. Radial functions and harmonics are made again, now with slopes:
    /// keeping those of a whole block would cost more traffic to memory than it saves.
    /// </summary>
    internal void Backward<T>(Neighbourhood neighbourhood, ReadOnlySpan<double> adjoint)
        where T : struct, ISimdDouble<T>
    {
        Prepare<T>(neighbourhood, slopes: true);
        int stride = _environment.Stride;
        int harmonics = (parameters.LMax + 1) * (parameters.LMax + 1);
        ref double y = ref MemoryMarshal.GetReference(_environment.Harmonics.AsSpan());
        for (int channel = 0; channel < parameters.ChannelCount; channel++)
        {
            for (int j = _environment.ChannelStart[channel]; j < _environment.ChannelStart[channel + 1]; j += T.Width)
            {
                // a_lm = sum_n X'_nlm f R_nl, and the radial derivative of the energy at fixed direction.
                T radial = T.Zero;
                for (int l = 0; l <= parameters.LMax; l++)
                    for (int lm = l * l; lm < (l + 1) * (l + 1); lm++)
                        radial = T.MultiplyAdd(
                            Contract<T>(l, lm, j, adjoint.Slice(lm * rowStride + channel * parameters.NMax, parameters.NMax)),
                            T.Load(ref y, (nint)lm * stride + j), radial);
                _harmonics.Gradient<T>(_environment.Ux, _environment.Uy, _environment.Uz, j,
                    ref MemoryMarshal.GetReference(_contracted.AsSpan(0, harmonics * T.Width)), _scratch, out T vx, out T vy, out T vz);
                T ux = T.Load(ref MemoryMarshal.GetReference(_environment.Ux.AsSpan()), j);
                T uy = T.Load(ref MemoryMarshal.GetReference(_environment.Uy.AsSpan()), j);
                T uz = T.Load(ref MemoryMarshal.GetReference(_environment.Uz.AsSpan()), j);
                T inverse = T.Load(ref MemoryMarshal.GetReference(_environment.InverseR.AsSpan()), j);
                T along = radial - inverse * (ux * vx + uy * vy + uz * vz);
                T.Store(T.MultiplyAdd(along, ux, inverse * vx), ref _pair[0], 0);
                T.Store(T.MultiplyAdd(along, uy, inverse * vy), ref _pair[0], T.Width);
                T.Store(T.MultiplyAdd(along, uz, inverse * vz), ref _pair[0], 2 * T.Width);
                Scatter(neighbourhood, _environment.Index.AsSpan(j, T.Width));
            }
        }
    }

    /// <summary>Stores a_lm of the lanes and returns sum_n X'_nlm d(f R_nl)/dr.</summary>
    private T Contract<T>(int l, int lm, int j, ReadOnlySpan<double> adjoint)
        where T : struct, ISimdDouble<T>
    {
        int stride = _environment.Stride;
        ref double g = ref MemoryMarshal.GetReference(_environment.Radial.AsSpan());
        ref double dg = ref MemoryMarshal.GetReference(_environment.RadialSlope.AsSpan());
        T value = T.Zero, slope = T.Zero;
        nint at = (nint)l * parameters.NMax * stride + j;
        for (int n = 0; n < adjoint.Length; n++, at += stride)
        {
            T factor = T.Broadcast(adjoint[n]);
            value = T.MultiplyAdd(factor, T.Load(ref g, at), value);
            slope = T.MultiplyAdd(factor, T.Load(ref dg, at), slope);
        }

        T.Store(value, ref MemoryMarshal.GetReference(_contracted.AsSpan()), lm * T.Width);
        return slope;
    }

    private void Scatter(Neighbourhood neighbourhood, ReadOnlySpan<int> index)
    {
        for (int lane = 0; lane < index.Length; lane++)
        {
            int k = index[lane];
            if (k < 0)
                continue;
            neighbourhood.Gx[k] += _pair[lane];
            neighbourhood.Gy[k] += _pair[index.Length + lane];
            neighbourhood.Gz[k] += _pair[2 * index.Length + lane];
        }
    }

    /// <summary>Neighbours by channel, their radial functions (with slopes if wanted) and harmonics.</summary>
    internal SoapEnvironment Prepare<T>(Neighbourhood neighbourhood, bool slopes)
        where T : struct, ISimdDouble<T>
    {
        _environment.Select(neighbourhood, parameters);
        int stride = _environment.Stride;
        if (stride > 0)
        {
            Tabulate<T>(neighbourhood, slopes);
            _harmonics.Values<T>(_environment.Ux, _environment.Uy, _environment.Uz, stride, _environment.Harmonics, stride, _scratch);
        }

        return _environment;
    }

    /// <summary>f R_nl, and its derivative if wanted, for every lane: eight neighbours row by row, then turned so that lanes are neighbours.</summary>
    private void Tabulate<T>(Neighbourhood neighbourhood, bool slopes)
        where T : struct, ISimdDouble<T>
    {
        int row = basis.Table.RowLength;
        for (int first = 0; first < _environment.Stride; first += Transposition.Rows)
        {
            for (int lane = 0; lane < Transposition.Rows; lane++)
            {
                Span<double> values = _rows.AsSpan(lane * row, row), derivatives = _slopeRows.AsSpan(lane * row, row);
                int k = _environment.Index[first + lane];
                if (k < 0)
                {
                    values.Clear();
                    derivatives.Clear();
                    continue;
                }

                double factor = parameters.RadialFactor(neighbourhood.R[k], out double factorSlope);
                basis.Table.Evaluate<T>(neighbourhood.R[k], factor, factorSlope, values, slopes ? derivatives : default);
            }

            Transposition.Turn(_rows, row, _environment.Radial.AsSpan(first), _environment.Stride, basis.Table.Count);
            if (slopes)
                Transposition.Turn(_slopeRows, row, _environment.RadialSlope.AsSpan(first), _environment.Stride, basis.Table.Count);
        }
    }

    private void Project<T>(int l, int lm, int start, int end, Span<double> target)
        where T : struct, ISimdDouble<T>
    {
        int stride = _environment.Stride;
        ref double g = ref _environment.Radial[l * target.Length * stride];
        ref double y = ref _environment.Harmonics[lm * stride];
        int n = 0;
        for (; n + 4 <= target.Length; n += 4)
        {
            T c0 = T.Zero, c1 = T.Zero, c2 = T.Zero, c3 = T.Zero;
            nint row = (nint)n * stride;
            for (int j = start; j < end; j += T.Width)
            {
                T harmonic = T.Load(ref y, j);
                c0 = T.MultiplyAdd(harmonic, T.Load(ref g, row + j), c0);
                c1 = T.MultiplyAdd(harmonic, T.Load(ref g, row + stride + j), c1);
                c2 = T.MultiplyAdd(harmonic, T.Load(ref g, row + 2 * stride + j), c2);
                c3 = T.MultiplyAdd(harmonic, T.Load(ref g, row + 3 * stride + j), c3);
            }

            target[n] += T.Sum(c0);
            target[n + 1] += T.Sum(c1);
            target[n + 2] += T.Sum(c2);
            target[n + 3] += T.Sum(c3);
        }

        for (; n < target.Length; n++)
        {
            T c = T.Zero;
            for (int j = start; j < end; j += T.Width)
                c = T.MultiplyAdd(T.Load(ref y, j), T.Load(ref g, (nint)n * stride + j), c);
            target[n] += T.Sum(c);
        }
    }

    /// <summary>The centre's own Gaussian is the first basis function at the origin: coefficient L_11 / sqrt(4 pi) of l = m = 0.</summary>
    private void AddCentre(int centreNumber, Span<double> x)
    {
        double coefficient = parameters.CentralWeight * basis.CentreCoefficient / Math.Sqrt(4 * Math.PI);
        for (int channel = 0; channel < parameters.ChannelCount; channel++)
            if (parameters.CentralReferenceAllSpecies || SpeciesMatch.Matches(parameters.NeighbourSpecies[channel], centreNumber))
                x[channel * parameters.NMax] += coefficient;
    }
}
