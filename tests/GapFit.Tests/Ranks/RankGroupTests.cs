using GapCore;
using GapFit.MpiProbe;
using GapFit.Ranks;

namespace GapFit.Tests.Ranks;

/// <summary>Groups of ranks within this process, and what is built on them.</summary>
public sealed class RankGroupTests
{
    [Fact]
    public void One_rank_keeps_to_the_contract()
    {
        using var rank = new SingleRank();
        Assert.Equal((0, 1), (rank.Rank, rank.Count));
        RankGroupContract.Check(rank);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    public void Messages_shared_errors_and_the_tree_work_for_any_number_of_ranks(int count) =>
        ThreadRanks.Run(count, RankGroupContract.Check);

    [Fact]
    public void A_single_rank_has_nobody_to_talk_to()
    {
        var rank = new SingleRank();
        Assert.Contains("message to rank 1", Assert.Throws<GapException>(() => rank.Send([1], 1)).Message);
        Assert.Contains("message from rank 1", Assert.Throws<GapException>(() => rank.Receive(new byte[1], 1)).Message);
        Assert.Contains("broadcast from rank 1", Assert.Throws<GapException>(() => rank.Broadcast(new byte[1], 1)).Message);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void A_shared_error_is_reported_once_and_nobody_is_ended(int count)
    {
        int reports = 0;
        ThreadRanks[] ranks = ThreadRanks.Run(count, rank =>
        {
            GapException error = Assert.Throws<GapException>(() => rank.Share(() => throw new GapException(GapErrorKind.Io, "no file")));
            Assert.Equal(GapErrorKind.Io, error.Kind);
            rank.End(error, reported => Interlocked.Add(ref reports, reported.Message == "no file" ? 1 : 1000));
        });
        Assert.Equal(1, reports);
        Assert.All(ranks, rank => Assert.Null(rank.AbortCode));
    }

    [Fact]
    public void An_error_of_one_rank_is_reported_there_and_ends_all()
    {
        int reporter = -1;
        ThreadRanks[] ranks = ThreadRanks.Run(4, rank =>
        {
            if (rank.Rank == 2)
                rank.End(new GapException(GapErrorKind.Numeric, "not a number"), _ => reporter = rank.Rank);
            else
                Assert.Throws<InvalidOperationException>(() => rank.Receive(new byte[8], 2));
        });
        Assert.Equal(2, reporter);
        Assert.Equal([null, null, 1, null], ranks.Select(rank => rank.AbortCode));
    }

    [Fact]
    public void An_error_without_other_ranks_is_reported_and_the_program_goes_on()
    {
        int reports = 0;
        new SingleRank().End(new GapException(GapErrorKind.Io, "no file"), _ => reports++);
        Assert.Equal(1, reports);
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("OMPI_COMM_WORLD_SIZE=3 PMIX_RANK=0", 3)]
    [InlineData("PMI_SIZE=16", 16)]
    [InlineData("OMPI_COMM_WORLD_SIZE=1", 1)]
    [InlineData("PMIX_RANK=2", null)]
    public void The_launcher_is_known_by_its_environment(string environment, int? ranks) =>
        Assert.Equal(ranks, RankGroups.LaunchedRanks(Lookup(environment)));

    [Theory]
    [InlineData("PMI_SIZE=0")]
    [InlineData("OMPI_COMM_WORLD_SIZE=two")]
    public void A_launcher_that_says_nonsense_is_an_error(string environment)
    {
        GapException error = Assert.Throws<GapException>(() => RankGroups.LaunchedRanks(Lookup(environment)));
        Assert.Contains(environment.Split('=')[0], error.Message);
        Assert.Contains("expected the number of ranks", error.Message);
    }

    [Fact]
    public void A_shim_that_is_not_there_is_one_line_with_its_place()
    {
        GapException error = Assert.Throws<GapException>(() => new MpiRanks());
        Assert.Equal(GapErrorKind.Io, error.Kind);
        Assert.StartsWith("MPI through \"", error.Message);
        Assert.Contains("/libgapsharp-mpi.so\" cannot be loaded", error.Message);
        Assert.DoesNotContain('\n', error.Message);
    }

    private static Func<string, string?> Lookup(string environment)
    {
        Dictionary<string, string> variables = environment.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(entry => entry.Split('=')).ToDictionary(entry => entry[0], entry => entry[1]);
        return variables.GetValueOrDefault;
    }
}
