using GapCore.Atoms;
using GapCore.Potentials;

namespace GapCore.IO.QuipXml;

/// <summary>Reads a <c>Glue_params</c> element: density and embedding per type, pair potential per pair of types (gap-math 7.7).</summary>
internal static class GlueReader
{
    /// <summary>End slope that asks for a natural spline.</summary>
    private const double Natural = 1e30;

    public static GlueDefinition Read(XmlCursor cursor)
    {
        int count = cursor.Integer("n_types", 1, Elements.MaxAtomicNumber);
        var types = new SortedList<int, GlueTypeDefinition>();
        var pairs = new Dictionary<(int, int), GluePairDefinition>();
        Depth here = cursor.Here;
        while (cursor.NextChild(here))
        {
            if (cursor.Element == "per_type_data")
            {
                GlueTypeDefinition type = ReadType(cursor, count);
                if (types.Values.Any(other => other.AtomicNumber == type.AtomicNumber) || !types.TryAdd(type.Type, type))
                    throw cursor.Fail($"second per_type_data for type {type.Type} or Z = {type.AtomicNumber}, expected one");
            }
            else if (cursor.Element == "per_pair_data")
            {
                GluePairDefinition pair = ReadPair(cursor, count);
                if (!pairs.TryAdd((Math.Min(pair.Type1, pair.Type2), Math.Max(pair.Type1, pair.Type2)), pair))
                    throw cursor.Fail($"second per_pair_data for types {pair.Type1} and {pair.Type2}, expected one");
            }
            else
            {
                cursor.Skip();
            }
        }

        return types.Count == count
            ? new GlueDefinition([.. types.Values], [.. pairs.Values])
            : throw cursor.Fail($"Glue_params has {types.Count} per_type_data, expected n_types = {count}");
    }

    private static GlueTypeDefinition ReadType(XmlCursor cursor, int count)
    {
        int number = cursor.Integer("atomic_num", 1, Elements.MaxAtomicNumber);
        int type = cursor.Integer("type", 1, count);
        SplineTable? density = null, embedding = null;
        bool usesSpline = false;
        Depth here = cursor.Here;
        while (cursor.NextChild(here))
        {
            if (cursor.Element == "density")
            {
                usesSpline = cursor.Flag("do_spline", false);
                density = SplineReader.Read(cursor, "a", "rho", cursor.Real("density_y1", 0.0), cursor.Real("density_yn", 0.0));
            }
            else if (cursor.Element == "potential_density")
            {
                embedding = SplineReader.Read(cursor, "rho", "E", cursor.Real("y1", Natural), cursor.Real("yn", Natural));
            }
            else
            {
                cursor.Skip();
            }
        }

        return new GlueTypeDefinition(number, type,
            density ?? throw cursor.Fail($"per_type_data of type {type} has no density, expected one"),
            usesSpline,
            embedding ?? throw cursor.Fail($"per_type_data of type {type} has no potential_density, expected one"));
    }

    private static GluePairDefinition ReadPair(XmlCursor cursor, int count)
    {
        int first = cursor.Integer("type1", 1, count);
        int second = cursor.Integer("type2", 1, count);
        SplineTable? potential = null;
        Depth here = cursor.Here;
        while (cursor.NextChild(here))
        {
            if (cursor.Element == "potential_pair")
                potential = SplineReader.Read(cursor, "r", "E", cursor.Real("y1", 0.0), cursor.Real("yn", 0.0));
            else
                cursor.Skip();
        }

        return new GluePairDefinition(first, second,
            potential ?? throw cursor.Fail($"per_pair_data of types {first} and {second} has no potential_pair, expected one"));
    }
}
