using GapCore;
using GapCore.IO;
using GapCore.IO.ExtendedXyz;
using GapCore.Text;

namespace GapFit.Sparsification;

/// <summary>Text files of numbers, separated by blanks or line breaks.</summary>
internal static class NumberFile
{
    private delegate bool Parser<T>(ReadOnlySpan<char> text, out T number);

    /// <param name="path">The file; relative to the working directory.</param>
    /// <param name="what">What the file is, for messages, for example "sparse_file of gap entry 1".</param>
    /// <exception cref="GapException">Io: the file cannot be read. Format: a word is no finite number.</exception>
    internal static double[] Reals(string? path, string what) => Read<double>(path, what, FortranNumber.TryFinite, "a finite real number");

    /// <summary>The same for whole numbers.</summary>
    internal static long[] Integers(string? path, string what) => Read<long>(path, what, FortranNumber.TryInteger, "a whole number");

    private static T[] Read<T>(string? path, string what, Parser<T> parse, string expected)
    {
        if (path is null)
            throw new GapException(GapErrorKind.Argument, $"{what} is not given, expected the name of a file");
        using StreamReader reader = new(RegularFile.Open(path, what));
        XyzLines lines = new(reader, path);
        List<T> numbers = [];
        while (lines.NextFilled() is { } line)
            foreach (string word in line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
                numbers.Add(parse(word, out T number) ? number : throw lines.Fail($"{what} has {Shown.Quoted(word)}, expected {expected}"));
        return [.. numbers];
    }
}
