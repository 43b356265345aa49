using GapCore.Neighbours;

namespace GapCore.Evaluation;

/// <summary>
/// Turns pair gradients g = de_i/dr_ij into forces and virials: F_i += g, F_j -= g, W -= r_ij (x) g. The only place that knows a sign.
/// </summary>
internal sealed class ForceAccumulator
{
    private double[] _ownForces = [];
    private double[] _ownLocalVirials = [];
    private double[] _ownHalved = [];

    /// <summary>W of the pairs added since the last reset.</summary>
    internal double[] Virial { get; } = new double[9];

    /// <summary>Clears this thread's own buffers for a number of sites.</summary>
    internal void Reset(int sites, Properties properties)
    {
        Array.Clear(Virial);
        Prepare(ref _ownForces, (properties & Properties.Forces) != 0 ? 3 * sites : 0);
        Prepare(ref _ownLocalVirials, (properties & Properties.LocalVirials) != 0 ? 9 * sites : 0);
        Prepare(ref _ownHalved, (properties & Properties.LocalVirialsHalved) != 0 ? 9 * sites : 0);
    }

    /// <summary>Adds a centre's pairs, times a factor.</summary>
    internal void Add(Neighbourhood n, double scale, Properties properties)
    {
        bool wantsForces = (properties & Properties.Forces) != 0;
        bool wantsVirials = (properties & (Properties.Virial | Properties.LocalVirials | Properties.LocalVirialsHalved)) != 0;
        Span<double> forces = _ownForces;
        Span<double> pair = stackalloc double[9];
        int centre = n.Centre;
        double fx = 0, fy = 0, fz = 0;
        for (int k = 0; k < n.Count; k++)
        {
            double gx = scale * n.Gx[k], gy = scale * n.Gy[k], gz = scale * n.Gz[k];
            int site = n.Site[k];
            if (wantsForces)
            {
                (fx, fy, fz) = (fx + gx, fy + gy, fz + gz);
                forces[3 * site] -= gx;
                forces[3 * site + 1] -= gy;
                forces[3 * site + 2] -= gz;
            }

            if (wantsVirials)
            {
                Outer(pair, -n.Dx[k], -n.Dy[k], -n.Dz[k], gx, gy, gz);
                AddVirials(pair, centre, site, properties);
            }
        }

        if (wantsForces)
        {
            forces[3 * centre] += fx;
            forces[3 * centre + 1] += fy;
            forces[3 * centre + 2] += fz;
        }
    }

    /// <summary>Adds this thread's sums to a result.</summary>
    internal void AddTo(EvaluationResult result)
    {
        for (int c = 0; c < 9; c++)
            result.Virial[c] += Virial[c];
        AddTo(result.Forces, _ownForces);
        AddTo(result.LocalVirials, _ownLocalVirials);
        AddTo(result.LocalVirialsHalved, _ownHalved);
    }

    private void AddVirials(ReadOnlySpan<double> pair, int centre, int site, Properties properties)
    {
        for (int c = 0; c < 9; c++)
            Virial[c] += pair[c];
        if ((properties & Properties.LocalVirials) != 0)
            for (int c = 0; c < 9; c++)
                _ownLocalVirials[9 * site + c] += pair[c];
        if ((properties & Properties.LocalVirialsHalved) == 0)
            return;
        for (int c = 0; c < 9; c++)
        {
            _ownHalved[9 * site + c] += 0.5 * pair[c];
            _ownHalved[9 * centre + c] += 0.5 * pair[c];
        }
    }

    private static void Outer(Span<double> pair, double x, double y, double z, double gx, double gy, double gz)
    {
        pair[0] = x * gx;
        pair[1] = x * gy;
        pair[2] = x * gz;
        pair[3] = y * gx;
        pair[4] = y * gy;
        pair[5] = y * gz;
        pair[6] = z * gx;
        pair[7] = z * gy;
        pair[8] = z * gz;
    }

    private static void Prepare(ref double[] array, int length)
    {
        if (array.Length < length)
            array = new double[length * 5 / 4];
        else
            array.AsSpan(0, length).Clear();
    }

    private static void AddTo(Span<double> target, double[] source)
    {
        for (int i = 0; i < target.Length; i++)
            target[i] += source[i];
    }
}
