using GapCore;
using GapCore.Neighbours;

namespace GapNative;

/// <summary>
/// The full neighbour list of a host MD code, read where it lies. Sites are the local atoms and then the ghosts; types that map to
/// atomic number 0 take no part. Bound to one call's arguments: the pointers are not kept after <see cref="Release"/>.
/// </summary>
internal sealed unsafe class HostNeighbours : NeighbourSource
{
    private ComputeArguments* _arguments;
    private int[] _numbers = [];

    public override int SiteCount => _arguments->LocalCount + _arguments->GhostCount;

    public override int CentreCount => _arguments->CentreCount;

    /// <summary>Atomic numbers of the sites, 0 for those that take no part.</summary>
    internal ReadOnlySpan<int> Numbers => _numbers.AsSpan(0, SiteCount);

    /// <summary>Takes validated arguments (<see cref="HostArguments"/>) and looks up the atomic number of every site.</summary>
    /// <exception cref="GapException">A type or a position is out of range.</exception>
    internal void Bind(ComputeArguments* arguments)
    {
        _arguments = arguments;
        if (_numbers.Length < SiteCount)
            _numbers = new int[SiteCount + SiteCount / 8];
        for (int site = 0; site < SiteCount; site++)
        {
            _numbers[site] = NumberOf(site);
            RequireFinite(site);
        }
    }

    /// <summary>Forgets the host's memory.</summary>
    internal void Release() => _arguments = null;

    public override void Gather(int centre, double cutoff, Neighbourhood neighbourhood)
    {
        int i = _arguments->Centres[centre];
        int number = _numbers[i];
        double scale = _arguments->Scale == null ? 1.0 : _arguments->Scale[_arguments->Types[i]];
        neighbourhood.Begin(i, number, scale);
        if (number == 0)
            return;

        double cutoffSquared = cutoff * cutoff;
        double* positions = _arguments->Positions;
        double x = positions[3 * i], y = positions[3 * i + 1], z = positions[3 * i + 2];
        int* neighbours = _arguments->Neighbours[i];
        int count = _arguments->NeighbourCounts[i];
        int mask = _arguments->NeighbourMask;
        uint sites = (uint)SiteCount;
        for (int k = 0; k < count; k++)
        {
            int j = neighbours[k] & mask;
            if ((uint)j >= sites)
                RejectNeighbour(i, k, j);
            if (_numbers[j] != 0)
                neighbourhood.Add(
                    j, _numbers[j], positions[3 * j] - x, positions[3 * j + 1] - y, positions[3 * j + 2] - z, cutoffSquared);
        }
    }

    private int NumberOf(int site)
    {
        int type = _arguments->Types[site];
        if (type < 1 || type > _arguments->TypeCount)
            throw Require.Wrong($"type of atom {site} is {type}, expected 1 to {_arguments->TypeCount} (ntypes)");
        return _arguments->TypeToNumber[type];
    }

    private void RequireFinite(int site)
    {
        double* r = _arguments->Positions + 3 * site;
        for (int k = 0; k < 3; k++)
            if (!double.IsFinite(r[k]))
                throw Require.Wrong($"position of atom {site} has {"xyz"[k]} = {r[k]}, expected a finite number (A)");
    }

    private void RejectNeighbour(int centre, int k, int neighbour) => throw Require.Wrong(
        $"neighbour {k} of atom {centre} is atom {neighbour}, expected 0 to {SiteCount - 1} after neigh_mask");
}
