using System.Text.Json;
using GapCore;
using GapFit.Options;

namespace GapFit.Tests.Options;

/// <summary>Command lines of fits: a small one that is right, and what is done to it.</summary>
internal static class Line
{
    public const string Entry = "distance_2b cutoff=5 covariance_type=ard_se theta_uniform=1 delta=1 n_sparse=10";

    public static readonly string[] Small = ["at_file=t.xyz", $"gap={{{Entry}}}", "default_sigma={0.1 0.2 0.3 0}"];

    /// <summary>The small command line with more words.</summary>
    public static FitOptions Parse(params string[] words) => FitOptionsParser.Parse([.. Small, .. words]);

    /// <summary>The one entry of a gap.</summary>
    public static CoordinateOptions ParseEntry(string entry) => Assert.Single(ParseGap(entry).Gap);

    /// <summary>The small command line with another gap.</summary>
    public static FitOptions ParseGap(string gap) => FitOptionsParser.Parse([Small[0], $"gap={gap}", Small[2]]);

    /// <summary>The call gives the project's exception, in one short line that says the given parts.</summary>
    public static void Refused(GapErrorKind kind, Action action, params string[] says)
    {
        GapException refusal = Assert.Throws<GapException>(action);
        Assert.True(refusal.Kind == kind, $"{refusal.Kind}: {refusal.Message}");
        Assert.DoesNotContain('\n', refusal.Message);
        Assert.True(refusal.Message.Length < 500, refusal.Message);
        foreach (string part in says)
            Assert.Contains(part, refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>Everything that options say, as text: equal texts are equal options.</summary>
    public static string Content(FitOptions options) => JsonSerializer.Serialize(options);
}
