using GapCore.Potentials;
using GapFit.Data;
using GapFit.Design;
using GapFit.Fitting;
using GapFit.Tests.Search;

namespace GapFit.Tests.Design;

/// <summary>Sets of columns that share a description of the structures have the same rows as each by itself, bit for bit.</summary>
public sealed class SharedRowsTests : IDisposable
{
    private readonly SmallSearch _search = new();

    public void Dispose() => _search.Dispose();

    [Theory]
    [InlineData(SmallSearch.Soap + " zeta=2 delta=1")]
    [InlineData("soap l_max=2 n_max=3 cutoff=5.0 atom_sigma=0.7 covariance_type=ard_se theta_uniform=0.5 sparse_method=cur_points delta=1")]
    [InlineData(SmallSearch.Pair + " cutoff=6 delta=1")]
    public void Sets_with_points_in_common(string entry)
    {
        FitColumns first = Columns(entry, 8, out TrainingSet data), second = Columns(entry, 9, out _);
        second = new FitColumns(second.Definition with { EnergyScale = 2 }, 0);
        var third = new FitColumns(Twice(first.Definition), 0);
        FitColumns[] sets = [first, second, third];
        var together = new RowAssembler([sets]);
        foreach (FitFrame frame in data.Frames.Where(frame => frame.Structure.Count is 8 or 2).Take(3))
        {
            int rows = new RowLayout(frame).Count;
            Dictionary<FitColumns, DesignBlock> blocks = sets.ToDictionary(set => set, set => new DesignBlock(rows, set.Count));
            together.AddKernels(frame, set => blocks[set], 0);
            foreach (FitColumns set in sets)
            {
                var alone = new DesignBlock(rows, set.Count);
                new RowAssembler([set]).AddKernels(frame, alone, 0);
                Assert.Contains(alone.Data.ToArray(), number => number != 0);
                Assert.Equal(alone.Data.ToArray(), blocks[set].Data.ToArray());
            }
        }
    }

    [Fact]
    public void Points_in_common_are_there_once()
    {
        FitColumns first = Columns(SmallSearch.Soap + " zeta=2 delta=1", 8, out _);
        CoordinateDefinition definition = first.Definition;
        var part = new FitColumns(definition with
        {
            SparsePoints = definition.SparsePoints[definition.Dimensions..],
            Weights = definition.Weights[1..],
            SparseCutoffs = definition.SparseCutoffs[1..],
        }, 0);
        var union = new PointUnion([first, part]);
        Assert.Equal(8, union.Count);
        Assert.Equal([-1, 0, 1], Enumerable.Range(0, 3).Select(point => union.Column(1, point)));
        Assert.Equal(9, new PointUnion([first, new FitColumns(Twice(definition), 0)]).Count);
    }

    /// <summary>A set that has its first point twice.</summary>
    private static CoordinateDefinition Twice(CoordinateDefinition definition) => definition with
    {
        SparsePoints = [.. definition.SparsePoints, .. definition.SparsePoints[..definition.Dimensions]],
        Weights = [.. definition.Weights, 0],
        SparseCutoffs = [.. definition.SparseCutoffs, definition.SparseCutoffs[0]],
    };

    private FitColumns Columns(string entry, int points, out TrainingSet data)
    {
        string text = entry.Replace("n_sparse=10 ", "", StringComparison.Ordinal);
        GapFit.Options.FitOptions options = GapFit.Options.FitOptionsParser.ParseText(
            $"at_file={_search.Data} {SmallSearch.Fit} gap={{{text} n_sparse={points}}}", "the fit");
        data = TrainingSet.Read(options, SilentProgress.Instance);
        return new FitColumns(new SparseChoice(data, new FitRunSettings(), 1, 1, SilentProgress.Instance).Choose(
            data.Coordinates[0], CoordinateTerm.ForDescriptor(data.Coordinates[0].Descriptor)), 0);
    }
}
