namespace GapFit.Validation;

/// <summary>Errors (prediction minus reference) of one quantity over many configurations, in the unit of the quantity. Immutable.</summary>
public sealed record ErrorStatistics
{
    private ErrorStatistics(long count, double squares, double magnitudes, double max, int maxFrame)
    {
        Count = count;
        Squares = squares;
        Magnitudes = magnitudes;
        Max = max;
        MaxFrame = maxFrame;
    }

    /// <summary>Numbers compared, at least 1.</summary>
    public long Count { get; }

    /// <summary>Root mean square error.</summary>
    public double Rmse => Math.Sqrt(Squares / Count);

    /// <summary>Mean absolute error.</summary>
    public double Mae => Magnitudes / Count;

    /// <summary>Largest absolute error.</summary>
    public double Max { get; }

    /// <summary>Index, from 0, of the frame that has it; the first one of equals.</summary>
    public int MaxFrame { get; }

    private double Squares { get; }

    private double Magnitudes { get; }

    /// <summary>Statistics of the errors of one frame; null when there are none.</summary>
    internal static ErrorStatistics? Of(ReadOnlySpan<double> errors, int frame)
    {
        if (errors.IsEmpty)
            return null;
        double squares = 0, magnitudes = 0, max = 0;
        foreach (double error in errors)
        {
            squares += error * error;
            magnitudes += Math.Abs(error);
            max = Math.Max(max, Math.Abs(error));
        }

        return new ErrorStatistics(errors.Length, squares, magnitudes, max, frame);
    }

    /// <summary>The statistics of one number of a frame.</summary>
    internal static ErrorStatistics? Of(double? error, int frame) => error is { } value ? Of([value], frame) : null;

    /// <summary>Frame by frame in the order given, so that the sum does not depend on who computed which frame; null when all are.</summary>
    internal static ErrorStatistics? Sum(IEnumerable<ErrorStatistics?> parts)
    {
        ErrorStatistics? sum = null;
        foreach (ErrorStatistics part in parts.OfType<ErrorStatistics>())
        {
            bool isWorse = sum is null || part.Max > sum.Max;
            sum = sum is null
                ? part
                : new ErrorStatistics(
                    sum.Count + part.Count, sum.Squares + part.Squares, sum.Magnitudes + part.Magnitudes,
                    isWorse ? part.Max : sum.Max, isWorse ? part.MaxFrame : sum.MaxFrame);
        }

        return sum;
    }
}
