namespace GapFit.Design;

/// <summary>Columns with the weights that several fits give them.</summary>
/// <param name="Columns">The columns, M.</param>
/// <param name="Fits">Numbers of the fits.</param>
/// <param name="Weights">alpha of each fit, M numbers, one fit after the other (eV, or 1/eV where the columns were made with a scale).</param>
internal sealed record WeightedColumns(FitColumns Columns, int[] Fits, double[] Weights);
