using GapCore.Numerics;
using GapFit.Fitting;
using GapFit.Options;
using GapFit.Sparsification;

namespace GapFit.Tests.Sparsification;

/// <summary>Random numbers and what is drawn with them.</summary>
public sealed class RandomTests
{
    [Fact]
    public void Numbers_are_uniform()
    {
        int[] bins = new int[20];
        for (long i = 0; i < 100_000; i++)
            bins[(int)(20 * SeededRandom.At(7, i))]++;
        Assert.All(bins, count => Assert.InRange(count, 4700, 5300));
    }

    [Fact]
    public void Neighbouring_seeds_have_nothing_in_common()
    {
        double correlation = Enumerable.Range(0, 10_000).Average(i => (SeededRandom.At(1, i) - 0.5) * (SeededRandom.At(2, i) - 0.5)) * 12;
        Assert.InRange(correlation, -0.05, 0.05);
        Assert.DoesNotContain(SeededRandom.At(1, 0), Enumerable.Range(0, 1000).Select(i => SeededRandom.At(2, i)));
    }

    [Fact]
    public void A_sequence_is_what_its_places_say()
    {
        SeededRandom random = new(-5);
        for (int i = 0; i < 10; i++)
            Assert.Equal(SeededRandom.At(-5, i), random.Next());
        Assert.All(Enumerable.Range(0, 1000), _ => Assert.InRange(random.Next(3), 0, 2));
    }

    [Fact]
    public void Every_instance_has_the_same_chance()
    {
        MemorySource source = new([.. Enumerable.Range(0, 20).Select(i => new[] { 1.0 + i, 2 })]);
        int[] hits = new int[20];
        for (int seed = 0; seed < 1000; seed++)
            foreach (long i in SparseSelector.Select(
                Given.Coordinate(SparseMethod.Random, 5), source, Given.Context(seed), SilentProgress.Instance).Indices)
                hits[i]++;
        Assert.All(hits, count => Assert.InRange(count, 200, 300));
    }

    [Fact]
    public void A_choice_of_fewer_is_part_of_a_choice_of_more()
    {
        MemorySource source = new(Given.Vectors(200));
        long[] few = SparseSelector.Select(Given.Coordinate(SparseMethod.Random, 10), source, Given.Context(), SilentProgress.Instance).Indices;
        long[] more = SparseSelector.Select(Given.Coordinate(SparseMethod.Random, 20), source, Given.Context(), SilentProgress.Instance).Indices;
        Assert.Subset(more.ToHashSet(), few.ToHashSet());
    }
}
