using GapAnalysis.Thermodynamics;

namespace GapAnalysis.Tests.Thermodynamics;

public sealed class StateWeightsTests
{
    [Fact]
    public void FewSamplesBetweenTemperaturesAreSolved()
    {
        // Whole steps of Newton, taken back where they lead astray, alternate with passes of the equations for thousands of iterations.
        double[] energies = [-936, -1043, -900, -885, -744, -630, -665, -641, -250, -258, -315, -230, -69, 30, -77, 70];
        double[] betas = [1.15, 1.1, 1.05, 1.0], counts = [3.09, 3.45, 3.44, 3.63];
        double[] weights = [.. energies.Select((_, j) => counts[j / 4] / 4)];

        StateWeights solution = StateWeights.Solve(energies, weights, betas, counts, new double[4]);

        Assert.InRange(solution.Iterations, 6, 100);
        for (int k = 0; k < 4; k++)
        {
            double partition = energies.Select((energy, j) => Math.Exp(solution.LogDensity[j] - betas[k] * energy + solution.FreeEnergies[k])).Sum();
            Assert.Equal(1, partition, 1e-9);
        }
    }
}
