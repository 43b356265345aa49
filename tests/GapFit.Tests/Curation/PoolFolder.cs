using System.IO.Compression;
using System.Text;
using GapCore.IO.ExtendedXyz;
using GapFit.Curation;

namespace GapFit.Tests.Curation;

/// <summary>A folder with pool files that goes away with the test, and small pools without files.</summary>
internal sealed class PoolFolder : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gapsharp-test-").FullName;

    public string this[string name] => Path.Combine(_folder, name);

    public string[] Files => [.. Directory.GetFiles(_folder).Select(file => Path.GetFileName(file)).Order()];

    /// <summary>A pool of configurations with these numbers of atoms and energies, all of sodium.</summary>
    public static PoolFrame[] Pool(params IEnumerable<(int Atoms, double Energy)> frames) =>
    [
        .. frames.Select((frame, index) => new PoolFrame
        {
            Index = index,
            Atoms = frame.Atoms,
            Energy = frame.Energy,
            Formula = $"Na{frame.Atoms}",
        }),
    ];

    /// <summary>Writes a file byte by byte as given (Latin-1), gzip where its name ends in .gz.</summary>
    public string Write(string name, string text)
    {
        byte[] bytes = Encoding.Latin1.GetBytes(text);
        using Stream file = File.Create(this[name]);
        using Stream content = name.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionLevel.Fastest) : file;
        content.Write(bytes);
        return this[name];
    }

    public string Read(string name) => Encoding.Latin1.GetString(File.ReadAllBytes(this[name]));

    /// <summary>Everything in these files, chosen, with the parts that <paramref name="part"/> gives.</summary>
    public CurationResult Everything(Func<int, string?> part, params string[] names)
    {
        PoolFrame[] pool =
        [
            .. names.SelectMany((name, file) => ExtendedXyzReader.Read(this[name]).Select(frame => (file, frame)))
                .Select((item, index) => PoolFrame.Of(index, item.file, item.frame, "energy")),
        ];
        return new CurationResult(pool, pool, [.. pool.Select(frame => new ChosenFrame(frame, Part: part(frame.Index)))]);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
