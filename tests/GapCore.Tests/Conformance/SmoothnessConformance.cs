using GapCore.Atoms;
using GapCore.Tests.Reference;

namespace GapCore.Tests.Conformance;

/// <summary>Energy and forces are continuous where an atom enters or leaves a cutoff or its transition.</summary>
public sealed class SmoothnessConformance
{
    private const double Wide = 1e-3;
    private const double Narrow = 1e-6;

    /// <summary>Rounding (eV, eV/A) that a jump may have whatever the step.</summary>
    private const double Noise = 1e-9;

    public static TheoryData<string> Models => ConformanceModels.Names;

    [Theory]
    [MemberData(nameof(Models))]
    public void Continuous_at_every_cutoff(string name)
    {
        ConformanceModel model = ConformanceModels.Get(name);
        foreach (double radius in model.Kinks())
            foreach (int number in model.Species)
            {
                Evaluated[] wide = [At(model, number, radius - Wide), At(model, number, radius + Wide)];
                Evaluated[] narrow = [At(model, number, radius - Narrow), At(model, number, radius + Narrow)];
                RequireVanishing(Jump(wide, e => [e.Energy]), Jump(narrow, e => [e.Energy]), wide[0].Scale, $"energy at {radius} A");
                RequireVanishing(Jump(wide, e => e.Forces), Jump(narrow, e => e.Forces), wide[0].Scale, $"forces at {radius} A");
            }
    }

    /// <summary>A continuous function's change shrinks with the step (here by 1000); a jump stays.</summary>
    private static void RequireVanishing(double wide, double narrow, double scale, string what) =>
        Close.Equal(0, narrow, 0.02 * wide + Noise * scale, $"jump of the {what} over {Narrow} A ({wide:e2} over {Wide} A)");

    private static double Jump(Evaluated[] sides, Func<Evaluated, double[]> values) =>
        values(sides[0]).Zip(values(sides[1]), (inside, outside) => Math.Abs(inside - outside)).Max();

    /// <summary>A cluster and one more atom at the given distance from its first atom, well away from the others.</summary>
    private static Evaluated At(ConformanceModel model, int number, double radius)
    {
        Structure cluster = Structures.Cluster(model.Species, 4, model.Spacing, seed: 41);
        Vector first = Vector.Position(cluster, 0);
        Vector middle = 1.0 / 3 * (Vector.Position(cluster, 1) + Vector.Position(cluster, 2) + Vector.Position(cluster, 3));
        Vector outwards = first - middle;
        Vector mover = first + radius / outwards.Norm * outwards;
        double[] positions = [.. cluster.Positions, mover.X, mover.Y, mover.Z];
        return Evaluated.Of(model, new Structure([.. cluster.Numbers, number], positions, cluster.Cell));
    }
}
