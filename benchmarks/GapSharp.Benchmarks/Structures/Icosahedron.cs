using GapCore.Atoms;

namespace GapSharp.Benchmarks.Structures;

/// <summary>Mackay icosahedra: 13, 55, 147, 309 atoms for 1 to 4 shells.</summary>
internal static class Icosahedron
{
    /// <param name="shells">Shells around the central atom.</param>
    /// <param name="spacing">Distance between shells along a vertex (A).</param>
    /// <param name="rattle">Standard deviation of each coordinate (A).</param>
    /// <param name="seed">Of the rattle.</param>
    internal static Structure Sodium(int shells, double spacing, double rattle, int seed)
    {
        double[][] vertices = Vertices();
        double edge = Enumerable.Range(1, 11).Min(i => Distance(vertices[0], vertices[i])) * 1.001;
        HashSet<(long, long, long)> seen = [];
        List<double> positions = [];
        for (int shell = 0; shell <= shells; shell++)
            foreach ((double[] a, double[] b, double[] c) in Faces(vertices, edge))
                for (int i = 0; i <= shell; i++)
                    for (int j = 0; i + j <= shell; j++)
                    {
                        double[] point = [.. Enumerable.Range(0, 3).Select(d => spacing * (i * a[d] + j * b[d] + (shell - i - j) * c[d]))];
                        if (seen.Add((Key(point[0]), Key(point[1]), Key(point[2]))))
                            positions.AddRange(point);
                    }

        return Crystals.Rattled(11, positions, Cell.Free, rattle, seed);
    }

    /// <summary>Twelve unit vectors.</summary>
    private static double[][] Vertices()
    {
        double golden = (1 + Math.Sqrt(5)) / 2, length = Math.Sqrt(1 + golden * golden);
        double one = 1 / length, phi = golden / length;
        List<double[]> vertices = [];
        foreach (double s in (double[])[one, -one])
            foreach (double t in (double[])[phi, -phi])
                vertices.AddRange([[0, s, t], [t, 0, s], [s, t, 0]]);
        return [.. vertices];
    }

    private static IEnumerable<(double[] A, double[] B, double[] C)> Faces(double[][] vertices, double edge)
    {
        for (int a = 0; a < 12; a++)
            for (int b = a + 1; b < 12; b++)
                for (int c = b + 1; c < 12; c++)
                    if (Distance(vertices[a], vertices[b]) < edge && Distance(vertices[b], vertices[c]) < edge
                        && Distance(vertices[a], vertices[c]) < edge)
                        yield return (vertices[a], vertices[b], vertices[c]);
    }

    private static double Distance(double[] a, double[] b) => Math.Sqrt(a.Zip(b).Sum(pair => (pair.First - pair.Second) * (pair.First - pair.Second)));

    private static long Key(double x) => (long)Math.Round(x * 1e6);
}
