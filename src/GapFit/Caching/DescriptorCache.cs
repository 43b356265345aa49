using GapCore;
using GapCore.Potentials;
using GapCore.Text;
using GapFit.Data;
using GapFit.Fitting;
using GapFit.Sparsification;

namespace GapFit.Caching;

/// <summary>
/// Descriptor vectors of whole training sets, kept between the fits of a search: fits that differ only in delta, zeta, sigma, n_sparse, method
/// or seed choose sparse points from the same vectors. Kept under a hash of the descriptor's own keys and of the structures; what does not
/// fit is computed anew by every scan. Potentials are the same, bit for bit, with and without. Thread-safe.
/// </summary>
/// <remarks>
/// Only the choice of sparse points reads them. The rows of forces and virials need the derivatives, dozens of times as many numbers, and are
/// computed by every fit: docs/fitting-results.md says what a cache saves.
/// </remarks>
public sealed class DescriptorCache
{
    private readonly IInstanceStore _store;

    private DescriptorCache(IInstanceStore store) => _store = store;

    /// <summary>In the memory of this process, besides <see cref="FitRunSettings.MaxMemory"/>.</summary>
    /// <param name="maxBytes">Most memory, bytes; the least recently used sets make room.</param>
    /// <exception cref="GapException">Argument: a negative size.</exception>
    public static DescriptorCache InMemory(long maxBytes) => new(new MemoryInstanceStore(Positive(maxBytes)));

    /// <summary>
    /// In files of a folder, which several processes may share. Files are whole or absent; damaged ones are noticed and computed anew, and
    /// where one cannot be written the fit goes on without it.
    /// </summary>
    /// <param name="folder">The folder; made where it is missing.</param>
    /// <param name="maxBytes">
    /// Most bytes of all files; the least recently used ones make room. Each process may for a moment have one more, as it is written.
    /// </param>
    /// <exception cref="GapException">Argument: a negative size. Io: the folder cannot be made.</exception>
    public static DescriptorCache InFolder(string folder, long maxBytes)
    {
        try
        {
            return new(new FolderInstanceStore(Directory.CreateDirectory(folder).FullName, Positive(maxBytes)));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new GapException(GapErrorKind.Io,
                $"descriptor cache {Shown.Path(folder)} cannot be made: {GapCore.IO.RegularFile.OneLine(error.Message)}; expected a folder", error);
        }
    }

    /// <summary>The instances of a descriptor in some structures, from the cache where it has them.</summary>
    internal IInstanceSource Of(string descriptor, IReadOnlyList<FitFrame> frames, int threads) =>
        Of(descriptor, CoordinateTerm.ForDescriptor(descriptor), frames, threads);

    /// <summary>The same with the term that describes.</summary>
    internal IInstanceSource Of(string descriptor, CoordinateTerm term, IReadOnlyList<FitFrame> frames, int threads) =>
        new CachedSource(new FrameInstanceSource(term, frames, threads), InstanceKey.Of(descriptor, frames), _store);

    private static long Positive(long maxBytes) => maxBytes >= 0 ? maxBytes
        : throw new GapException(GapErrorKind.Argument, $"descriptor cache of {maxBytes} bytes, expected 0 or more");
}
