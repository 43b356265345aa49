using GapCore.Atoms;
using GapCore.Evaluation;
using GapCore.Potentials;
using MathNet.Numerics.LinearAlgebra;

namespace GapCore.Tests.Kernels;

/// <summary>Predicted variance: equal to the dense formula, small at a sparse point, the whole prior far from all.</summary>
public sealed class VarianceTests
{
    private const double Delta = 0.7;
    private const double Theta = 0.9;
    private const double Regularisation = 1e-3;

    private static readonly double[] Points = [2.0, 2.6, 3.4, 4.1];
    private static readonly double[] Cutoffs = [1.0, 0.9, 0.8, 0.3];

    [Theory]
    [InlineData(2.2)]
    [InlineData(3.0)]
    [InlineData(4.4)]
    public void Equals_the_dense_formula(double distance)
    {
        Matrix<double> covariance = Matrix<double>.Build.Dense(4, 4, (s, t) => Cutoffs[s] * Cutoffs[t] * Kernel(Points[s] - Points[t]))
            + Regularisation * Regularisation * Matrix<double>.Build.DenseIdentity(4);
        Vector<double> k = Vector<double>.Build.Dense(4, s => Cutoffs[s] * Kernel(distance - Points[s]));
        double pair = Delta * Delta + Regularisation * Regularisation - k.DotProduct(covariance.Solve(k));
        double fc = distance <= 4 ? 1 : 0.5 * (Math.Cos(Math.PI * (distance - 4)) + 1);

        double[] variances = Variances(distance);

        Assert.Equal(fc * fc * pair, variances[0], 10);
        Assert.Equal(variances[0], variances[1], 12);
    }

    [Fact]
    public void Is_small_at_a_sparse_point_and_the_prior_far_from_all()
    {
        Assert.True(Variances(2.0)[0] < 1e-5, $"variance at a sparse point is {Variances(2.0)[0]}");
        Assert.Equal(Delta * Delta + Regularisation * Regularisation, Variances(0.01)[0], 1);
    }

    private static double Kernel(double difference) => Delta * Delta * Math.Exp(-0.5 * difference * difference / (Theta * Theta));

    private static double[] Variances(double distance)
    {
        GapDefinition definition = new()
        {
            Label = "variance",
            GapVersion = 1686220958,
            IsolatedAtomEnergies = new double[Elements.MaxAtomicNumber + 1],
            Coordinates =
            [
                new CoordinateDefinition
                {
                    Label = "variance1",
                    Descriptor = "distance_2b cutoff=5.0 cutoff_transition_width=1.0 Z1=11 Z2=11",
                    Kernel = KernelKind.SquaredExponential,
                    EnergyScale = Delta,
                    SignalMean = 0,
                    LengthScales = [Theta],
                    Dimensions = 1,
                    SparsePoints = Points,
                    Weights = [1, -2, 3, -4],
                    SparseCutoffs = Cutoffs,
                },
            ],
        };
        using GapEvaluator evaluator = new(GapPotential.FromDefinition(definition));
        EvaluationResult result = new();
        evaluator.Evaluate([11, 11], [0, 0, 0, distance, 0, 0], Cell.Free, Properties.Variances, result);
        return result.Variances.ToArray();
    }
}
