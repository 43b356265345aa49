namespace GapFit.Curation;

/// <summary>
/// Divides configurations into parts, each number of atoms by itself. Rounding is carried from one number of atoms to the next, so that
/// many small groups still give every part its fraction. Single atoms belong to the first part: fits take isolated-atom energies from them.
/// </summary>
internal static class Division
{
    /// <summary>The same configurations, in their order, with their parts.</summary>
    public static List<ChosenFrame> Divide(IReadOnlyList<ChosenFrame> chosen, IReadOnlyList<SplitPart> parts, Random random)
    {
        var owed = new double[parts.Count];
        var divided = new List<ChosenFrame>(chosen.Count);
        foreach (IGrouping<int, ChosenFrame> size in chosen.GroupBy(frame => frame.Frame.Atoms).OrderBy(size => size.Key))
        {
            ChosenFrame[] frames = [.. size];
            if (size.Key == 1)
            {
                divided.AddRange(frames.Select(frame => frame with { Part = parts[0].Name }));
                continue;
            }

            random.Shuffle(frames);
            for (int i = 0; i < owed.Length; i++)
                owed[i] += parts[i].Fraction * frames.Length;
            int[] shares = Shares.LargestRemainder(owed, frames.Length);
            int next = 0;
            for (int i = 0; i < shares.Length; i++)
                for (int taken = 0; taken < shares[i]; taken++)
                    divided.Add(frames[next++] with { Part = parts[i].Name });
        }

        divided.Sort((one, other) => one.Frame.Index.CompareTo(other.Frame.Index));
        return divided;
    }
}
