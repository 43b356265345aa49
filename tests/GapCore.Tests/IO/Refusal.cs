namespace GapCore.Tests.IO;

/// <summary>What every refusal of bad input must be: the project's exception, of the right kind, one line that says the given parts.</summary>
internal static class Refusal
{
    public static void Of(GapErrorKind kind, Action action, params string[] says)
    {
        GapException refusal = Assert.Throws<GapException>(action);
        Assert.True(refusal.Kind == kind, $"{refusal.Kind}: {refusal.Message}");
        Assert.DoesNotContain('\n', refusal.Message);
        Assert.True(refusal.Message.Length < 500, refusal.Message);
        foreach (string part in says)
            Assert.Contains(part, refusal.Message, StringComparison.Ordinal);
    }
}
