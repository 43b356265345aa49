namespace GapCore.Tests.Reference;

/// <summary>fc(r) of gap-math section 2: 1, then half a cosine over the transition width, then 0.</summary>
internal static class ReferenceCutoff
{
    public static double Value(double r, double cutoff, double width)
    {
        if (r > cutoff)
            return 0;
        return r <= cutoff - width ? 1 : (Math.Cos(Math.PI * (r - cutoff + width) / width) + 1) / 2;
    }
}
