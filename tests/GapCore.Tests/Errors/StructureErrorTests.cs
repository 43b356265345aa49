using GapCore.Atoms;
using GapCore.Evaluation;
using GapCore.Tests.Conformance;

namespace GapCore.Tests.Errors;

/// <summary>Bad structures give one line that says what is wrong, and leave the evaluator fit for the next one.</summary>
public sealed class StructureErrorTests
{
    private const string Model = "sic";

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void A_position_that_is_not_finite(double value) =>
        Refused(GapErrorKind.Argument, "atom 1", [14, 6], [0, 0, 0, 1.8, value, 0], Cell.Free);

    [Fact]
    public void Coincident_atoms() => Refused(GapErrorKind.Numeric, "coincide", [14, 6, 6], [0, 0, 0, 1.9, 0, 0, 1.9, 0, 1e-9], Cell.Free);

    [Fact]
    public void Coincident_images() =>
        Refused(GapErrorKind.Numeric, "coincide", [14, 6], [0.5, 0, 0, 4.5, 0, 0], new Cell([4, 0, 0, 0, 4, 0, 0, 0, 4], true, true, true));

    [Theory]
    [InlineData(0)]
    [InlineData(-3)]
    [InlineData(119)]
    [InlineData(92)]
    public void An_unknown_element(int number) => Refused(GapErrorKind.Species, $"{number}", [14, number], [0, 0, 0, 1.9, 0, 0], Cell.Free);

    [Fact]
    public void No_atoms() => Refused(GapErrorKind.Argument, "0 atoms", [], [], Cell.Free);

    [Fact]
    public void Positions_of_another_length() => Refused(GapErrorKind.Argument, "5 numbers", [14, 6], [0, 0, 0, 1.9, 0], Cell.Free);

    [Fact]
    public void A_cell_without_volume()
    {
        GapException error = Assert.Throws<GapException>(() => new Cell([4, 0, 0, 0, 4, 0, 4, 4, 0], true, true, true));
        Assert.Equal(GapErrorKind.Argument, error.Kind);
        Assert.Contains("volume", error.Message, StringComparison.Ordinal);
        Assert.Throws<GapException>(() => new Cell([4, 0, 0, 8, 0, 0, 0, 0, 5], true, true, false));
        Assert.Throws<GapException>(() => new Cell([0, 0, 0, 0, 4, 0, 0, 0, 4], true, false, false));
        Assert.Throws<GapException>(() => new Cell([4, 0, 0, 0, double.NaN, 0, 0, 0, 4], true, true, true));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(257)]
    public void A_thread_count_out_of_range(int threads)
    {
        GapException error = Assert.Throws<GapException>(() => new GapEvaluator(ConformanceModels.Get(Model).Potential, threads));
        Assert.Equal(GapErrorKind.Argument, error.Kind);
    }

    /// <summary>The error's kind and text; afterwards the evaluator gives the numbers of a fresh one, on one and on two threads.</summary>
    private static void Refused(GapErrorKind kind, string mentions, int[] numbers, double[] positions, Cell cell)
    {
        ConformanceModel model = ConformanceModels.Get(Model);
        Structure good = Structures.Cluster(model.Species, 5, model.Spacing, seed: 81);
        foreach (int threads in new[] { 1, 2 })
        {
            using GapEvaluator evaluator = new(model.Potential, threads);
            EvaluationResult result = new();
            GapException error = Assert.Throws<GapException>(() => evaluator.Evaluate(numbers, positions, cell, Properties.Forces, result));
            Assert.Equal(kind, error.Kind);
            Assert.Contains(mentions, error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', error.Message);
            Close.Equal(Evaluated.Of(model, good).Forces, Evaluated.Of(evaluator, good).Forces, 1e-10, "force after an error");
        }
    }
}
