using GapCore.Potentials;

namespace GapCore.IO.QuipXml;

/// <summary>Reads the <c>point</c> elements of a spline table.</summary>
internal static class SplineReader
{
    /// <param name="cursor">On the table's element.</param>
    /// <param name="abscissa">Attribute of the knot.</param>
    /// <param name="ordinate">Attribute of the value.</param>
    /// <param name="startSlope">Slope at the first knot.</param>
    /// <param name="endSlope">Slope at the last knot.</param>
    /// <exception cref="GapException">Format: knots that do not increase, fewer than two, or not as many as announced.</exception>
    public static SplineTable Read(XmlCursor cursor, string abscissa, string ordinate, double startSlope, double endSlope)
    {
        string what = cursor.Element;
        int count = cursor.Integer("num_points", 2, int.MaxValue);
        var knots = new List<double>();
        var values = new List<double>();
        Depth here = cursor.Here;
        while (cursor.NextChild(here))
        {
            if (cursor.Element == "point")
            {
                double knot = cursor.Real(abscissa);
                if (knots.Count > 0 && knot <= knots[^1])
                    throw cursor.Fail($"{what} has the knot {abscissa} = {knot} after {knots[^1]}, expected increasing knots");
                knots.Add(knot);
                values.Add(cursor.Real(ordinate));
            }

            cursor.Skip();
        }

        return knots.Count == count
            ? new SplineTable([.. knots], [.. values], startSlope, endSlope)
            : throw cursor.Fail($"{what} has {knots.Count} points, expected num_points = {count}");
    }
}
