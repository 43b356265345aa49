using GapFit.Validation;

namespace GapFit.Tests.Validation;

public sealed class ErrorStatisticsTests
{
    [Fact]
    public void Are_root_mean_square_mean_and_maximum()
    {
        ErrorStatistics errors = ErrorStatistics.Of([3.0, -4.0], frame: 7)!;
        Assert.Equal(2, errors.Count);
        Assert.Equal(Math.Sqrt(12.5), errors.Rmse, 15);
        Assert.Equal(3.5, errors.Mae);
        Assert.Equal(4.0, errors.Max);
        Assert.Equal(7, errors.MaxFrame);
    }

    [Fact]
    public void Of_many_frames_are_those_of_all_their_errors()
    {
        ErrorStatistics sum = ErrorStatistics.Sum([ErrorStatistics.Of([1.0, -2.0], 0), null, ErrorStatistics.Of([5.0], 1)])!;
        Assert.Equal(3, sum.Count);
        Assert.Equal(Math.Sqrt(10.0), sum.Rmse, 15);
        Assert.Equal(8.0 / 3.0, sum.Mae, 15);
        Assert.Equal((5.0, 1), (sum.Max, sum.MaxFrame));
    }

    [Fact]
    public void The_first_of_equal_maxima_is_named() =>
        Assert.Equal(3, ErrorStatistics.Sum([ErrorStatistics.Of([2.0], 3), ErrorStatistics.Of([-2.0], 4)])!.MaxFrame);

    [Fact]
    public void Of_nothing_are_none()
    {
        Assert.Null(ErrorStatistics.Of([], 0));
        Assert.Null(ErrorStatistics.Sum([null, null]));
    }

    [Theory]
    [InlineData(0.5, 1.0, 1.0, 2.0, 3.0, 3.0, 2.0)]
    [InlineData(-1.0, 1.0, -2.0, 2.0, -4.0, 3.0, -6.0)]
    [InlineData(null, 1.0, 5.0, 2.0, 5.0, 3.0, 5.0)]
    public void Correlation_is_pearsons(double? expected, params double[] pairs)
    {
        double? r = GroupReport.Correlation([.. pairs.Chunk(2).Select(pair => (pair[0], pair[1]))]);
        Assert.Equal(expected is null, r is null);
        Assert.Equal(expected ?? 0, r ?? 0, 14);
    }

    [Fact]
    public void One_pair_has_no_correlation() => Assert.Null(GroupReport.Correlation([(1.0, 2.0)]));
}
