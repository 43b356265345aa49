using GapCore.Text;
using static System.FormattableString;

namespace GapFit.Search.Report;

/// <summary>The best value for every pair of two settings, as coloured cells in SVG; dark is good.</summary>
/// <param name="x">Name and values of the horizontal setting.</param>
/// <param name="y">The same of the vertical one.</param>
/// <param name="cells">By row and column; NaN where there is none.</param>
/// <param name="isGoodSmall">Whether small values are good.</param>
internal sealed class HeatMap((string Name, IReadOnlyList<string> Values) x, (string Name, IReadOnlyList<string> Values) y, double[,] cells, bool isGoodSmall)
{
    private const double Cell = 64, CellHeight = 30, Left = 130, Top = 14, Bottom = 52, Right = 14, Narrowest = 360;

    /// <summary>Bad to good: a sequence that keeps its order in print and for the colour-blind (viridis).</summary>
    private static readonly (int R, int G, int B)[] Colours = [(253, 231, 37), (94, 201, 98), (33, 145, 140), (59, 82, 139), (68, 1, 84)];

    internal void Write(TextWriter writer)
    {
        double[] known = [.. cells.Cast<double>().Where(double.IsFinite)];
        double low = known.DefaultIfEmpty().Min(), high = known.DefaultIfEmpty().Max();
        double right = Left + Cell * x.Values.Count, bottom = Top + CellHeight * y.Values.Count;
        SvgDiagram.WriteDocument(writer, Math.Max(right + Right, Narrowest), bottom + Bottom, () =>
        {
            for (int row = 0; row < y.Values.Count; row++)
            {
                double at = Top + CellHeight * row;
                Text(writer, Left - 8, at + CellHeight / 2 + 4, "end", y.Values[row], "black");
                for (int column = 0; column < x.Values.Count; column++)
                    WriteCell(writer, Left + Cell * column, at, cells[row, column], low, high);
            }

            for (int column = 0; column < x.Values.Count; column++)
                Text(writer, Left + Cell * (column + 0.5), bottom + 16, "middle", x.Values[column], "black");
            Text(writer, (Left + right) / 2, bottom + 38, "middle", x.Name, "black");
            writer.WriteLine(Invariant(
                $"<text transform=\"translate(14 {(Top + bottom) / 2}) rotate(-90)\" text-anchor=\"middle\">{Escaped.Of(y.Name)}</text>"));
        });
    }

    private void WriteCell(TextWriter writer, double left, double top, double value, double low, double high)
    {
        bool isKnown = double.IsFinite(value);
        double good = high > low ? (isGoodSmall ? high - value : value - low) / (high - low) : 1;
        writer.WriteLine(Invariant(
            $"<rect x=\"{left}\" y=\"{top}\" width=\"{Cell}\" height=\"{CellHeight}\" fill=\"{(isKnown ? Colour(good) : "#eeeeee")}\" stroke=\"white\"/>"));
        if (isKnown)
            Text(writer, left + Cell / 2, top + CellHeight / 2 + 4, "middle", Invariant($"{value:g4}"), good > 0.4 ? "white" : "black");
    }

    private static string Colour(double good)
    {
        double place = Math.Clamp(good, 0, 1) * (Colours.Length - 1);
        int lower = Math.Min((int)place, Colours.Length - 2);
        double part = place - lower;
        (int r, int g, int b) = Colours[lower];
        (int toR, int toG, int toB) = Colours[lower + 1];
        return $"rgb({Mix(r, toR)} {Mix(g, toG)} {Mix(b, toB)})";

        int Mix(int from, int to) => (int)Math.Round(from + part * (to - from));
    }

    private static void Text(TextWriter writer, double left, double top, string anchor, string text, string colour) => writer.WriteLine(Invariant(
        $"<text x=\"{left}\" y=\"{top}\" text-anchor=\"{anchor}\" fill=\"{colour}\">{Escaped.Of(text)}</text>"));
}
