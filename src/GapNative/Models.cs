using System.Collections.Concurrent;

namespace GapNative;

/// <summary>
/// Open models by handle. A handle is a number that is never used twice, not an address: one that was destroyed or never made is not
/// found, instead of being followed into memory.
/// </summary>
internal static class Models
{
    /// <summary>Handles are odd and far above small integers, so that neither a pointer nor a counter looks like one.</summary>
    private const long First = 0x6A70_5348_0000_0001;

    private static readonly ConcurrentDictionary<nint, Model> Open = new();
    private static long _made;

    internal static nint Add(Model model)
    {
        nint handle = (nint)(First + 2 * Interlocked.Increment(ref _made));
        Open[handle] = model;
        return handle;
    }

    internal static Model Find(nint handle)
    {
        if (Open.TryGetValue(handle, out Model? model))
            return model;
        throw Require.Wrong(handle == 0
            ? "model is NULL, expected a handle from gapsharp_create"
            : $"model 0x{handle:x} is not open, expected a handle from gapsharp_create that was not destroyed");
    }

    internal static void Remove(nint handle)
    {
        if (handle == 0)
            return;
        Find(handle);
        if (Open.TryRemove(handle, out Model? model))
            model.Close();
    }
}
