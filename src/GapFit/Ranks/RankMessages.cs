using System.Runtime.InteropServices;
using System.Text;

namespace GapFit.Ranks;

/// <summary>Numbers and text between ranks, as bytes of this machine.</summary>
public static class RankMessages
{
    /// <summary>Numbers per message: a span of bytes ends at 2 GiB.</summary>
    private const int Most = 1 << 27;

    public static void Broadcast(this IRankGroup ranks, Span<double> numbers, int root)
    {
        for (; numbers.Length > 0; numbers = numbers[Math.Min(Most, numbers.Length)..])
            ranks.Broadcast(MemoryMarshal.AsBytes(numbers[..Math.Min(Most, numbers.Length)]), root);
    }

    public static void Send(this IRankGroup ranks, ReadOnlySpan<double> numbers, int to)
    {
        for (; numbers.Length > 0; numbers = numbers[Math.Min(Most, numbers.Length)..])
            ranks.Send(MemoryMarshal.AsBytes(numbers[..Math.Min(Most, numbers.Length)]), to);
    }

    public static void Receive(this IRankGroup ranks, Span<double> numbers, int from)
    {
        for (; numbers.Length > 0; numbers = numbers[Math.Min(Most, numbers.Length)..])
            ranks.Receive(MemoryMarshal.AsBytes(numbers[..Math.Min(Most, numbers.Length)]), from);
    }

    /// <summary>Rank <paramref name="root"/>'s text, on all ranks; what the others hand in is ignored.</summary>
    public static string Broadcast(this IRankGroup ranks, string? text, int root)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(ranks.Rank == root ? text ?? "" : "");
        Span<int> length = [bytes.Length];
        ranks.Broadcast(MemoryMarshal.AsBytes(length), root);
        Array.Resize(ref bytes, length[0]);
        ranks.Broadcast(bytes, root);
        return Encoding.UTF8.GetString(bytes);
    }

    public static void SendText(this IRankGroup ranks, string text, int to)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        ReadOnlySpan<int> length = [bytes.Length];
        ranks.Send(MemoryMarshal.AsBytes(length), to);
        ranks.Send(bytes, to);
    }

    public static string ReceiveText(this IRankGroup ranks, int from)
    {
        Span<int> length = [0];
        ranks.Receive(MemoryMarshal.AsBytes(length), from);
        byte[] bytes = new byte[length[0]];
        ranks.Receive(bytes, from);
        return Encoding.UTF8.GetString(bytes);
    }
}
