using GapCore.Potentials;
using GapFit.Data;
using GapFit.Design;
using GapFit.Fitting;
using GapFit.Search;

namespace GapFit.Tests.Search;

/// <summary>Which fits share a factor, and which of its columns each has.</summary>
public sealed class ColumnUnionTests : IDisposable
{
    private readonly SmallSearch _search = new();

    public void Dispose() => _search.Dispose();

    [Fact]
    public void Smaller_sets_of_points_lead()
    {
        PreparedFit[] fits = Prepare(SmallSearch.Soap.Replace("cur_points", "random", StringComparison.Ordinal) + " zeta=2 delta=1", 10, 20, 30);
        ColumnUnion union = Assert.Single(ColumnUnion.Of(fits));
        Assert.Equal(30, union.Columns.Count);
        foreach (PreparedFit fit in fits)
            Assert.Equal(Enumerable.Range(0, fit.Unknowns), union.Selection(fit).Columns);
        FitColumns whole = fits[2].Columns[0];
        foreach (PreparedFit fit in fits)
        {
            ColumnSelection.Coordinate coordinate = Assert.Single(union.Selection(fit).Coordinates);
            for (int s = 0; s < fit.Unknowns; s++)
                Assert.Equal(Point(fit.Columns[0], coordinate.Own[s]), Point(whole, coordinate.Places[s]));
        }
    }

    [Fact]
    public void Exponents_have_factors_of_their_own()
    {
        PreparedFit[] fits =
        [
            .. Prepare(SmallSearch.Soap + " zeta=2 delta=1", 200), .. Prepare(SmallSearch.Soap + " zeta=4 delta=1", 200),
        ];
        Assert.Equal(2, ColumnUnion.Of(fits).Count());
    }

    /// <summary>No union takes more memory than the factors it stands for.</summary>
    [Fact]
    public void Points_that_differ_are_not_put_together()
    {
        PreparedFit[] fits = [.. Prepare(SmallSearch.Soap + " zeta=2 delta=1", 40), .. Prepare(SmallSearch.Soap + " zeta=2 delta=1 rnd_seed=7", 40)];
        long apart = fits.Sum(fit => ClassFactor.Bytes(fit.Unknowns));
        Assert.InRange(ColumnUnion.Of(fits).Sum(union => ClassFactor.Bytes(union.Columns.Count)), 1, apart);
    }

    private static double[] Point(FitColumns columns, int s) => columns.Points[(s * columns.Stride)..((s + 1) * columns.Stride)];

    private PreparedFit[] Prepare(string entry, params int[] counts) => [.. counts.Select(count =>
    {
        string seed = entry.Contains("rnd_seed=7", StringComparison.Ordinal) ? "7" : "42";
        string gap = entry.Replace(" rnd_seed=7", "", StringComparison.Ordinal);
        var text = new FitText([new("at_file", _search.Data), new("default_sigma", "0.01 0.1 0 0"), new("rnd_seed", seed)], []);
        SearchPoint point = new StageSpace(new StageOptions { Name = "a", Gap = $"{gap} n_sparse={count}" }, text).At(0);
        TrainingSet data = TrainingSet.Read(point.Options, SilentProgress.Instance);
        var choice = new SparseChoice(data, new FitRunSettings(), 1, point.Options.Seed!.Value, SilentProgress.Instance);
        return new PreparedFit(point, data)
        {
            Columns = [new FitColumns(choice.Choose(data.Coordinates[0], CoordinateTerm.ForDescriptor(data.Coordinates[0].Descriptor)), 0)],
        };
    })];
}
