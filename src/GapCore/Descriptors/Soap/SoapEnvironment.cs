using GapCore.Neighbours;
using GapCore.Numerics;

namespace GapCore.Descriptors.Soap;

/// <summary>
/// Neighbours of one centre sorted by species channel (each channel padded to whole vectors with lanes that contribute nothing), their unit
/// vectors, f R_nl with its derivative, Y_lm. Rows of <see cref="Stride"/> lanes.
/// </summary>
internal sealed class SoapEnvironment
{
    private readonly int _radialRows;
    private readonly int _harmonics;

    internal SoapEnvironment(SoapParameters parameters)
    {
        _radialRows = (parameters.LMax + 1) * parameters.NMax;
        _harmonics = (parameters.LMax + 1) * (parameters.LMax + 1);
        ChannelStart = new int[parameters.ChannelCount + 1];
    }

    /// <summary>First lane of each channel, and the end of the last.</summary>
    internal int[] ChannelStart { get; }

    /// <summary>Lanes per row.</summary>
    internal int Stride { get; private set; }

    /// <summary>Index into the neighbourhood, -1 for padding.</summary>
    internal int[] Index { get; private set; } = [];

    internal AlignedArray Ux { get; private set; }

    internal AlignedArray Uy { get; private set; }

    internal AlignedArray Uz { get; private set; }

    /// <summary>1/r (1/A), zero for padding.</summary>
    internal AlignedArray InverseR { get; private set; }

    /// <summary>f(r) R_nl(r): row l NMax + n.</summary>
    internal AlignedArray Radial { get; private set; }

    /// <summary>d/dr of it.</summary>
    internal AlignedArray RadialSlope { get; private set; }

    /// <summary>Y_lm(u): row l (l + 1) + m.</summary>
    internal AlignedArray Harmonics { get; private set; }

    /// <summary>Sorts the neighbours within the cutoff by channel. A neighbour belongs to the first channel that accepts it.</summary>
    internal void Select(Neighbourhood neighbourhood, SoapParameters parameters)
    {
        Reserve(neighbourhood.Count + 8 * parameters.ChannelCount);
        int lane = 0;
        double cutoff = parameters.Cutoff.Cutoff;
        for (int channel = 0; channel < parameters.ChannelCount; channel++)
        {
            ChannelStart[channel] = lane;
            for (int k = 0; k < neighbourhood.Count; k++)
            {
                if (neighbourhood.R[k] >= cutoff || Channel(parameters.NeighbourSpecies, neighbourhood.Number[k]) != channel)
                    continue;
                double inverse = 1 / neighbourhood.R[k];
                Index[lane] = k;
                InverseR[lane] = inverse;
                Ux[lane] = neighbourhood.Dx[k] * inverse;
                Uy[lane] = neighbourhood.Dy[k] * inverse;
                Uz[lane] = neighbourhood.Dz[k] * inverse;
                lane++;
            }

            for (; lane % 8 != 0; lane++)
            {
                Index[lane] = -1;
                InverseR[lane] = Ux[lane] = Uy[lane] = Uz[lane] = 0;
            }
        }

        ChannelStart[^1] = lane;
        Stride = lane;
        int rows = Math.Max(_radialRows, _harmonics);
        if (Radial.Length < rows * Stride)
        {
            Radial = new AlignedArray(rows * Stride * 5 / 4);
            RadialSlope = new AlignedArray(Radial.Length);
            Harmonics = new AlignedArray(Radial.Length);
        }
    }

    private static int Channel(int[] species, int number)
    {
        for (int s = 0; s < species.Length; s++)
            if (SpeciesMatch.Matches(species[s], number))
                return s;
        return -1;
    }

    private void Reserve(int lanes)
    {
        if (Index.Length >= lanes)
            return;
        int size = Simd.Pad(lanes * 5 / 4);
        Index = new int[size];
        Ux = new AlignedArray(size);
        Uy = new AlignedArray(size);
        Uz = new AlignedArray(size);
        InverseR = new AlignedArray(size);
    }
}
