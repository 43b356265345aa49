using GapCore.Potentials;
using GapFit.Data;
using GapFit.Design;

namespace GapFit.Search;

/// <summary>A point with its training data, columns and, in the end, weights.</summary>
internal sealed class PreparedFit(SearchPoint point, TrainingSet data)
{
    internal SearchPoint Point => point;

    internal TrainingSet Data => data;

    /// <summary>Columns of every coordinate, made with an energy scale of 1 eV where it only multiplies them.</summary>
    internal IReadOnlyList<FitColumns> Columns { get; set; } = [];

    /// <summary>Weights of the columns' own kernels (eV, or 1/eV where they were made with a scale); null until they are known.</summary>
    internal double[]? Weights { get; set; }

    /// <summary>Why there are none, in one line.</summary>
    internal string? Error { get; set; }

    /// <summary>M.</summary>
    internal int Unknowns => Columns.Sum(columns => columns.Count);

    /// <summary>delta^2 over what the columns were made with.</summary>
    internal double Scale(int coordinate)
    {
        double delta = data.Coordinates[coordinate].EnergyScale, made = Columns[coordinate].Definition.EnergyScale;
        return delta * delta / (made * made);
    }

    /// <summary>The columns of every coordinate with their part of the weights.</summary>
    internal IEnumerable<(FitColumns Columns, double[] Weights)> WeightsByColumns()
    {
        int first = 0;
        foreach (FitColumns columns in Columns)
        {
            yield return (columns, Weights![first..(first + columns.Count)]);
            first += columns.Count;
        }
    }

    /// <summary>The potential.</summary>
    internal GapDefinition Definition() => new()
    {
        Label = "search",
        GapVersion = GapCore.IO.QuipXml.QuipXmlWriter.CurrentVersion,
        IsolatedAtomEnergies = data.IsolatedAtomEnergies,
        Coordinates = [.. WeightsByColumns().Select(own => own.Columns.Definition with { Weights = own.Weights })],
        Core = data.Core,
    };
}
