using GapCore;
using GapCore.Tests.IO;
using GapFit.Caching;
using GapFit.Data;
using GapFit.Fitting;
using GapFit.Options;
using GapFit.Sparsification;
using GapFit.Tests.Data;

namespace GapFit.Tests.Caching;

/// <summary>A cache changes no fit, and knows which fits share descriptors.</summary>
public sealed class DescriptorCacheTests : IDisposable
{
    private const string Soap = "soap cutoff=4.5 l_max=3 n_max=3 atom_sigma=0.6 delta=0.2 zeta=2 n_sparse=12 sparse_method=cur_points Z=11 species_Z={11 }";

    private readonly TemporaryFolder _folder = new();
    private readonly TemporaryFolder _data = new();

    public void Dispose()
    {
        _folder.Dispose();
        _data.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Fits_are_the_same_bit_for_bit(bool onDisk)
    {
        DescriptorCache cache = onDisk ? DescriptorCache.InFolder(_folder.FullName, 1 << 20) : DescriptorCache.InMemory(1 << 20);
        foreach (string delta in new[] { "0.2", "0.7" })
        {
            double[] plain = Weights(delta, null);
            Assert.Contains(plain, weight => weight != 0);
            Assert.Equal(plain, Weights(delta, cache));
        }

        // distance_2b and soap: a file each, shared by the two fits.
        Assert.Equal(onDisk ? 2 : 0, Directory.GetFiles(_folder.FullName).Length);
    }

    [Theory]
    [InlineData("delta=0.2", "delta=0.3", true)]
    [InlineData("zeta=2", "zeta=4", true)]
    [InlineData("n_sparse=12", "n_sparse=13 config_type_n_sparse={a:3}", true)]
    [InlineData("sparse_method=cur_points", "sparse_method=random", true)]
    [InlineData("cutoff=4.5 l_max=3", "l_max=3 cutoff=4.5", true)]
    [InlineData("atom_sigma=0.6", "atom_gaussian_width=0.6", true)]
    [InlineData("cutoff=4.5", "cutoff=4.6", false)]
    [InlineData("atom_sigma=0.6", "atom_sigma=0.7", false)]
    [InlineData("l_max=3", "l_max=3 cutoff_transition_width=0.7", false)]
    [InlineData("species_Z={11 }", "species_Z={11 17 } n_species=2", false)]
    public void Keys_are_those_of_the_descriptor(string old, string changed, bool same)
    {
        FitFrame[] frames = [Training.ReadFrame(Training.Pair(" energy=-1.0"))];
        Assert.Equal(same, InstanceKey.Of(Soap, frames) == InstanceKey.Of(Soap.Replace(old, changed), frames));
    }

    [Fact]
    public void Keys_are_those_of_the_structures()
    {
        string text = Training.Pair(" energy=-1.0");
        string key = InstanceKey.Of(Soap, [Training.ReadFrame(text)]);
        Assert.Equal(key, InstanceKey.Of(Soap, [Training.ReadFrame(Training.Pair(" energy=-2.5"))]));
        string[] others =
        [
            text.Replace("Na 0 0 3", "Na 0 0 3.0000000000000004"),
            text.Replace("Na 0 0 3", "K 0 0 3"),
            text.Replace("10 0 0 0 10", "10 0 0 0 11"),
            text.Replace("Lattice", "pbc=\"T T F\" Lattice"),
        ];
        string[] keys = [key, .. others.Select(other => InstanceKey.Of(Soap, [Training.ReadFrame(other)])),
            InstanceKey.Of(Soap, [Training.ReadFrame(text), Training.ReadFrame(text)])];
        Assert.Equal(keys.Length, keys.Distinct().Count());
    }

    [Fact]
    public void Blocks_of_frames_are_the_same_bit_for_bit()
    {
        TrainingSet data = Data("0.2", out _);
        foreach (CoordinateOptions coordinate in data.Coordinates)
        {
            DescriptorCache cache = DescriptorCache.InMemory(1 << 20);
            double[] plain = Numbers(new FrameInstanceSource(coordinate.Descriptor, data.Frames, 1));
            Assert.Equal(plain, Numbers(cache.Of(coordinate.Descriptor, data.Frames, 2)));
            Assert.Equal(plain, Numbers(cache.Of(coordinate.Descriptor, data.Frames, 1)));
        }
    }

    [Fact]
    public void Refuses_what_is_no_size_and_no_folder()
    {
        Refusal.Of(GapErrorKind.Argument, () => DescriptorCache.InMemory(-1), "descriptor cache of -1 bytes, expected 0 or more");
        string file = _folder.Write("file", "text");
        Refusal.Of(GapErrorKind.Io, () => DescriptorCache.InFolder(file, 1000), "descriptor cache", "expected a folder");
    }

    private static double[] Numbers(IInstanceSource source)
    {
        var numbers = new List<double>();
        source.Scan(block => numbers.AddRange(
            [block.First, .. block.X.Take(block.Count * source.Dimensions), .. block.Cutoffs.Take(block.Count), .. block.Frames.Take(block.Count)]));
        return [.. numbers];
    }

    private double[] Weights(string delta, DescriptorCache? cache)
    {
        TrainingSet data = Data(delta, out FitOptions options);
        FitResult result = new GapFitter(options, data, new FitRunSettings { Threads = 1, Cache = cache }, SilentProgress.Instance).Fit();
        return [.. result.Definition!.Coordinates.SelectMany(coordinate => coordinate.Weights)];
    }

    /// <summary>Clusters of four atoms with made-up energies.</summary>
    private TrainingSet Data(string delta, out FitOptions options)
    {
        var random = new Random(1);
        using (var file = new StreamWriter(_data.File("train.xyz")))
        {
            for (int frame = 0; frame < 12; frame++)
            {
                file.WriteLine(FormattableString.Invariant($"4\n{Training.Cube} energy={-3 - random.NextDouble():f6}"));
                for (int atom = 0; atom < 4; atom++)
                    file.WriteLine(FormattableString.Invariant(
                        $"Na {(atom & 1) * 3 + random.NextDouble():f6} {(atom >> 1) * 3 + random.NextDouble():f6} {random.NextDouble():f6}"));
            }
        }

        options = FitOptionsParser.Parse(
        [
            $"at_file={_data.File("train.xyz")}", "default_sigma={0.01 0.1 0 0}", "e0=0", "rnd_seed=7", "gp_file=none.xml", "gap={distance_2b "
            + $"cutoff=4 covariance_type=ard_se theta_uniform=1 delta=0.5 n_sparse=5 sparse_method=uniform : soap cutoff=4.5 l_max=3 n_max=3 "
            + $"atom_sigma=0.6 zeta=2 delta={delta} n_sparse=12 sparse_method=cur_points covariance_type=dot_product}}",
        ]);
        return TrainingSet.Read(options, SilentProgress.Instance);
    }
}
