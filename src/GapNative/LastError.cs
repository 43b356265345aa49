namespace GapNative;

/// <summary>
/// The calling thread's last error. The text lives in thread-local memory of the C front library, which lends it by a function: it goes
/// away with its thread, and reading it never enters managed code.
/// </summary>
internal static unsafe class LastError
{
    private static delegate* unmanaged<byte*> _buffer;
    private static int _capacity;

    internal static void Use(delegate* unmanaged<byte*> buffer, int capacity)
    {
        _capacity = capacity;
        _buffer = buffer;
    }

    internal static void Set(string message) => Text.CopyOut(Text.OnOneLine(message), _buffer(), _capacity);
}
