using GapCore;
using GapFit.Curation;

namespace GapFit.Tests.Curation;

public sealed class CuratorTests
{
    /// <summary>40 of 8 atoms, 10 of 13 atoms, 1 single atom; distinct energies.</summary>
    private static readonly PoolFrame[] Mixed = PoolFolder.Pool(
        [(1, -5.0), .. Enumerable.Range(0, 40).Select(i => (8, -40 - 0.01 * i)), .. Enumerable.Range(0, 10).Select(i => (13, -66 - 0.1 * i))]);

    private static int[] Chosen(CurationResult result) => [.. result.Chosen.Select(chosen => chosen.Frame.Index)];

    [Fact]
    public void Without_rules_everything_is_chosen() =>
        Assert.Equal(Mixed, Curator.Curate(Mixed, new CurationOptions()).Chosen.Select(chosen => chosen.Frame));

    [Fact]
    public void Of_duplicates_the_lowest_stays()
    {
        // Sorted: -1.0000, -0.9995 (0.0005 above), -0.9989 (0.0011 above the first), -0.9980 (0.0009 above the last kept).
        PoolFrame[] pool = PoolFolder.Pool((2, -0.9995), (2, -0.9980), (2, -1.0), (2, -0.9989), (3, -1.0));
        Assert.Equal([2, 3, 4], Chosen(Curator.Curate(pool, new CurationOptions { EnergyWindow = 0.001 })));
    }

    [Fact]
    public void Duplicates_have_the_same_composition()
    {
        PoolFrame[] pool = [.. PoolFolder.Pool((2, -1.0), (2, -1.0)).Select((frame, i) => frame with { Formula = i == 0 ? "Na2" : "Na1Cl1" })];
        Assert.Equal([0, 1], Chosen(Curator.Curate(pool, new CurationOptions { EnergyWindow = 0.001 })));
    }

    [Fact]
    public void Uniform_energies_are_the_nearest_to_an_even_grid()
    {
        // Grid of 5 over -10 .. -6: -10, -9, -8, -7, -6. Most of the pool is crowded at the top.
        PoolFrame[] pool = PoolFolder.Pool(
            (4, -6.0), (4, -6.01), (4, -6.02), (4, -6.03), (4, -6.9), (4, -8.2), (4, -8.1), (4, -9.4), (4, -10.0));
        Assert.Equal([0, 4, 6, 7, 8], Chosen(Curator.Curate(pool, new CurationOptions { Count = 5, UniformEnergy = true })));
    }

    [Fact]
    public void Uniform_energies_never_take_one_twice()
    {
        PoolFrame[] pool = PoolFolder.Pool(Enumerable.Range(0, 30).Select(i => (4, i < 29 ? -6.0 + 1e-4 * i : 5.0)));
        int[] chosen = Chosen(Curator.Curate(pool, new CurationOptions { Count = 20, UniformEnergy = true }));
        Assert.Equal(20, chosen.Distinct().Count());
        Assert.Contains(29, chosen);
        Assert.Contains(0, chosen);
    }

    [Theory]
    [InlineData(9, 1, 4, 4)]
    [InlineData(31, 1, 20, 10)]
    [InlineData(51, 1, 40, 10)]
    [InlineData(100, 1, 40, 10)]
    [InlineData(2, 1, 0, 1)]
    [InlineData(0, 0, 0, 0)]
    public void A_count_is_shared_among_the_sizes(int count, params int[] expected)
    {
        CurationResult result = Curator.Curate(Mixed, new CurationOptions { Count = count });
        Assert.Equal(expected, ((int[])[1, 8, 13]).Select(size => result.Chosen.Count(chosen => chosen.Frame.Atoms == size)));
    }

    [Fact]
    public void Per_size_is_a_limit_on_each_size()
    {
        CurationResult result = Curator.Curate(Mixed, new CurationOptions { PerSize = 12 });
        Assert.Equal([1, 12, 10], ((int[])[1, 8, 13]).Select(size => result.Chosen.Count(chosen => chosen.Frame.Atoms == size)));
    }

    [Fact]
    public void The_seed_decides_what_is_drawn()
    {
        int[] Draw(int seed) => Chosen(Curator.Curate(Mixed, new CurationOptions { Count = 20, Seed = seed }));
        Assert.Equal(Draw(3), Draw(3));
        Assert.NotEqual(Draw(3), Draw(4));
        Assert.Equal(Draw(3).Order(), Draw(3));
    }

    [Fact]
    public void The_worst_forces_are_added_to_the_chosen()
    {
        PoolFrame[] pool = PoolFolder.Pool(Enumerable.Range(0, 10).Select(i => (4, (double)i)));
        var asked = new List<int>();
        CurationResult result = Curator.Curate(
            pool, new CurationOptions { Count = 2, UniformEnergy = true, ForceError = 0.25, MostAdded = 3 },
            candidates =>
            {
                asked.AddRange(candidates.Select(frame => frame.Index));
                return [.. candidates.Select(frame => frame.Index == 5 ? (double?)null : 0.1 * frame.Index)];
            });
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], asked);
        Assert.Equal([0, 6, 7, 8, 9], Chosen(result));
        Assert.Equal([null, 0.6, 0.7, 0.8, null], result.Chosen.Select(chosen => chosen.ForceError is { } e ? Math.Round(e, 9) : (double?)null));
    }

    [Fact]
    public void Without_a_number_only_the_wrong_ones_are_chosen()
    {
        PoolFrame[] pool = PoolFolder.Pool(Enumerable.Range(0, 6).Select(i => (4, (double)i)));
        CurationResult result = Curator.Curate(
            pool, new CurationOptions { ForceError = 0.35 }, candidates => [.. candidates.Select(frame => (double?)0.1 * frame.Index)]);
        Assert.Equal([4, 5], Chosen(result));
    }

    [Fact]
    public void Every_size_is_divided()
    {
        SplitPart[] parts = SplitPart.ParseList("train=0.8,validation=0.1,test=0.1");
        CurationResult result = Curator.Curate(Mixed, new CurationOptions { Split = parts, Seed = 1 });
        Assert.Equal(Mixed.Length, result.Chosen.Count);
        int Count(int size, string part) => result.Chosen.Count(chosen => chosen.Frame.Atoms == size && chosen.Part == part);
        Assert.Equal([32, 4, 4], parts.Select(part => Count(8, part.Name)));
        Assert.Equal([8, 1, 1], parts.Select(part => Count(13, part.Name)));
        Assert.Equal([1, 0, 0], parts.Select(part => Count(1, part.Name)));
    }

    [Fact]
    public void Small_sizes_give_every_part_its_fraction_together()
    {
        PoolFrame[] pool = PoolFolder.Pool(Enumerable.Range(0, 50).Select(i => (2 + i / 5, (double)i)));
        SplitPart[] parts = SplitPart.ParseList("train=0.8,validation=0.1,test=0.1");
        CurationResult result = Curator.Curate(pool, new CurationOptions { Split = parts });
        Assert.Equal([40, 5, 5], parts.Select(part => result.Chosen.Count(chosen => chosen.Part == part.Name)));
    }

    [Fact]
    public void The_division_depends_on_the_seed()
    {
        SplitPart[] parts = SplitPart.ParseList("train=0.5,test=0.5");
        string[] Parts(int seed) =>
            [.. Curator.Curate(Mixed, new CurationOptions { Split = parts, Seed = seed }).Chosen.Select(chosen => chosen.Part!)];
        Assert.Equal(Parts(1), Parts(1));
        Assert.NotEqual(Parts(1), Parts(2));
    }

    [Theory]
    [InlineData("train")]
    [InlineData("train=0.5,test=0.4")]
    [InlineData("train=0.5,train=0.5")]
    [InlineData("train=1.5,test=-0.5")]
    [InlineData("train=1,")]
    [InlineData("a b=1")]
    [InlineData("../x=1")]
    public void Other_divisions_are_refused(string text) =>
        Assert.Contains("expected", Assert.Throws<GapException>(() => SplitPart.ParseList(text)).Message);

    [Fact]
    public void Energies_that_are_compared_must_be_there()
    {
        PoolFrame[] pool = [new PoolFrame { Index = 0, Atoms = 2, Formula = "Na2", Source = "a.xyz", Line = 12 }];
        GapException failure = Assert.Throws<GapException>(() => Curator.Curate(pool, new CurationOptions { EnergyWindow = 0.1 }));
        Assert.Contains("a.xyz:12", failure.Message);
        Assert.Single(Curator.Curate(pool, new CurationOptions { Count = 1 }).Chosen);
    }

    [Fact]
    public void Rules_that_make_no_sense_are_refused()
    {
        CurationOptions[] wrong =
        [
            new() { EnergyWindow = 0 }, new() { EnergyWindow = double.NaN }, new() { Count = -1 }, new() { UniformEnergy = true },
            new() { ForceError = 0.1 },
        ];
        Assert.All(wrong, options => Assert.Equal(
            GapErrorKind.Argument, Assert.Throws<GapException>(() => Curator.Curate(Mixed, options)).Kind));
    }
}
