using System.Globalization;
using GapCore.Potentials;
using GapCore.Text;

namespace GapCore.IO.QuipXml;

/// <summary>Reads a <c>gpSparse</c> element: n_coordinate coordinates, found by their labels L1 .. Ln in any order.</summary>
internal static class SparseProcessReader
{
    public static IReadOnlyList<CoordinateDefinition> Read(XmlCursor cursor, string? directory)
    {
        string label = cursor.Text("label");
        int count = cursor.Integer("n_coordinate", 1, int.MaxValue);
        if (!cursor.Flag("fitted", true))
            throw cursor.Wrong("fitted", "F", "T: the potential was written without being fitted");

        var found = new SortedDictionary<int, CoordinateDefinition>();
        Depth here = cursor.Here;
        while (cursor.NextChild(here))
        {
            if (cursor.Element != "gpCoordinates")
            {
                cursor.Skip();
                continue;
            }

            string own = cursor.Text("label");
            if (!IsNumbered(own, label, count, out int number))
                throw cursor.Wrong("label", own, $"{label}1 to {label}{count}");
            if (found.ContainsKey(number))
                throw cursor.Fail($"second gpCoordinates with label {Shown.Quoted(own)}, expected one");
            found.Add(number, CoordinateReader.Read(cursor, directory));
        }

        return found.Count == count
            ? [.. found.Values]
            : throw cursor.Fail($"gpSparse has {found.Count} gpCoordinates, expected n_coordinate = {count}");
    }

    private static bool IsNumbered(string own, string label, int count, out int number)
    {
        number = 0;
        return own.StartsWith(label, StringComparison.Ordinal)
            && own.Length > label.Length && own[label.Length] is >= '1' and <= '9'
            && int.TryParse(own.AsSpan(label.Length), NumberStyles.None, CultureInfo.InvariantCulture, out number)
            && number <= count;
    }
}
