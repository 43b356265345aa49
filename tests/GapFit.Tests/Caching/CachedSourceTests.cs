using GapCore.Tests.IO;
using GapFit.Caching;
using GapFit.Sparsification;
using GapFit.Tests.Sparsification;

namespace GapFit.Tests.Caching;

/// <summary>Instances from a store are those of their source, whatever happens to the store.</summary>
public sealed class CachedSourceTests : IDisposable
{
    private const int Plenty = 1 << 20;

    private static readonly double[][] Vectors = Given.Vectors(50);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Blocks_are_the_same_bit_for_bit_and_computed_once(bool onDisk)
    {
        IInstanceStore store = Store(onDisk, Plenty);
        for (int scan = 0; scan < 3; scan++)
        {
            var source = new MemorySource(Vectors);
            Assert.Equal(Seen(new MemorySource(Vectors)), Seen(new CachedSource(source, "key", store)));
            Assert.Equal(scan == 0 ? 1 : 0, source.Scans);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Other_keys_are_other_instances(bool onDisk)
    {
        IInstanceStore store = Store(onDisk, Plenty);
        double[][] others = Given.Vectors(50, seed: 2);
        Seen(new CachedSource(new MemorySource(Vectors), "one", store));
        Assert.Equal(Seen(new MemorySource(others)), Seen(new CachedSource(new MemorySource(others), "two", store)));
        Assert.Equal(Seen(new MemorySource(Vectors)), Seen(new CachedSource(new MemorySource(others), "one", store)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Instances_beyond_the_budget_are_computed_by_every_scan(bool onDisk)
    {
        IInstanceStore store = Store(onDisk, 500);
        var source = new MemorySource(Vectors);
        var cached = new CachedSource(source, "key", store);
        Assert.Equal(Seen(new MemorySource(Vectors)), Seen(cached));
        int first = source.Scans;
        Assert.Equal(Seen(new MemorySource(Vectors)), Seen(cached));
        Assert.Equal(first + 1, source.Scans);
        Assert.Empty(Directory.EnumerateFiles(_folder.FullName));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Least_recently_used_instances_make_room(bool onDisk)
    {
        long one = Size();
        IInstanceStore store = Store(onDisk, 5 * one / 2);
        foreach (string key in new[] { "a", "b", "a", "c" })
        {
            Seen(new CachedSource(new MemorySource(Vectors), key, store));
            if (store is MemoryInstanceStore memory)
                Assert.InRange(memory.Bytes, one / 2, 5 * one / 2);
            else
                Assert.InRange(Files().Sum(file => new FileInfo(file).Length), one / 2, 5 * one / 2);
        }

        foreach ((string key, int scans) in new[] { ("a", 0), ("c", 0), ("b", 1) })
        {
            var source = new MemorySource(Vectors);
            Seen(new CachedSource(source, key, store));
            Assert.Equal(scans, source.Scans);
        }
    }

    [Fact]
    public void Damage_anywhere_is_noticed_and_repaired()
    {
        IInstanceStore store = Store(true, Plenty);
        Seen(new CachedSource(new MemorySource(Vectors), "key", store));
        string file = Assert.Single(Files());
        byte[] whole = File.ReadAllBytes(file);
        for (int at = 0; at < whole.Length; at += 13)
        {
            byte[] damaged = [.. whole];
            damaged[at] ^= 0x40;
            RequireRepair(damaged);
            RequireRepair(whole[..at]);
        }

        void RequireRepair(byte[] content)
        {
            File.WriteAllBytes(file, content);
            Assert.Equal(Seen(new MemorySource(Vectors)), Seen(new CachedSource(new MemorySource(Vectors), "key", store)));
            Assert.False(File.Exists(file));
            var source = new MemorySource(Vectors);
            Seen(new CachedSource(source, "key", store));
            Assert.Equal(1, source.Scans);
            Assert.Equal(whole, File.ReadAllBytes(file));
        }
    }

    [Fact]
    public void File_of_another_key_is_damage()
    {
        IInstanceStore store = Store(true, Plenty);
        Seen(new CachedSource(new MemorySource(Given.Vectors(50, seed: 2)), "other", store));
        File.Move(Assert.Single(Files()), _folder.File("key" + FolderInstanceStore.Suffix));
        Assert.Equal(Seen(new MemorySource(Vectors)), Seen(new CachedSource(new MemorySource(Vectors), "key", store)));
    }

    [Fact]
    public void Folder_that_vanished_only_means_computing()
    {
        string gone = Path.Combine(_folder.FullName, "gone");
        var store = new FolderInstanceStore(gone, Plenty);
        Assert.Equal(Seen(new MemorySource(Vectors)), Seen(new CachedSource(new MemorySource(Vectors), "key", store)));
    }

    /// <summary>Stores of one folder know nothing of each other, as if they were in processes of their own; one of them only clears.</summary>
    [Fact]
    public void Several_stores_of_one_folder_do_no_harm()
    {
        long one = Size();
        string expected = Seen(new MemorySource(Vectors));
        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 8 }, worker =>
        {
            for (int turn = 0; turn < 40; turn++)
            {
                // Too little room for all keys, so that files go while others read them.
                var store = new FolderInstanceStore(_folder.FullName, 2 * one);
                Assert.Equal(expected, Seen(new CachedSource(new MemorySource(Vectors), $"key{(worker + turn) % 5}", store)));
            }
        });
    }

    /// <summary>A visitor's error is its own, not damage.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Errors_of_the_visitor_pass_through(bool onDisk)
    {
        var cached = new CachedSource(new MemorySource(Vectors), "key", Store(onDisk, Plenty));
        Assert.Throws<IOException>(() => cached.Scan(_ => throw new IOException("of the visitor")));
        Assert.Equal(Seen(new MemorySource(Vectors)), Seen(cached));
    }

    private IInstanceStore Store(bool onDisk, long maxBytes) =>
        onDisk ? new FolderInstanceStore(_folder.FullName, maxBytes) : new MemoryInstanceStore(maxBytes);

    private string[] Files() => Directory.GetFiles(_folder.FullName);

    /// <summary>Bytes of the vectors in a store.</summary>
    private static long Size()
    {
        var store = new MemoryInstanceStore(Plenty);
        store.Prepare("key", new MemorySource(Vectors));
        return store.Bytes;
    }

    /// <summary>Everything that a scan shows, doubles bit for bit.</summary>
    private static string Seen(IInstanceSource source)
    {
        var seen = new List<string>();
        source.Scan(block => seen.Add(string.Join(' ',
        [
            $"{block.First}:{block.Count}",
            .. block.X.Take(block.Count * source.Dimensions).Concat(block.Cutoffs.Take(block.Count)).Select(x => $"{BitConverter.DoubleToInt64Bits(x):x}"),
            .. block.Frames.Take(block.Count).Select(frame => $"{frame}"),
        ])));
        return string.Join('\n', seen);
    }
}
