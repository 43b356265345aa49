using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;

namespace GapNative;

/// <summary>Strings across the C ABI: UTF-8 with a closing NUL.</summary>
internal static unsafe class Text
{
    /// <summary>Copies text out, truncated to whole characters within <paramref name="capacity"/> bytes including the NUL.</summary>
    internal static void CopyOut(string text, byte* buffer, long capacity)
    {
        Require.NotNull(buffer, "buffer");
        Require.InRange(capacity, 1, long.MaxValue, "capacity");
        Span<byte> room = new(buffer, (int)Math.Min(capacity, int.MaxValue) - 1);
        Utf8.FromUtf16(text, room, out _, out int written);
        buffer[written] = 0;
    }

    /// <summary>A mandatory, non-empty string handed in.</summary>
    internal static string CopyIn(byte* text, string name)
    {
        Require.NotNull(text, name);
        string copy = Marshal.PtrToStringUTF8((nint)text)!;
        return copy.Length > 0 ? copy : throw Require.Wrong($"{name} is empty, expected UTF-8 text");
    }

    /// <summary>The same text on one line: every run of control characters becomes a blank.</summary>
    internal static string OnOneLine(string text)
    {
        if (!text.Any(char.IsControl))
            return text;
        StringBuilder line = new(text.Length);
        foreach (char c in text)
            if (!char.IsControl(c))
                line.Append(c);
            else if (line.Length > 0 && line[^1] != ' ')
                line.Append(' ');
        return line.ToString().TrimEnd();
    }
}
