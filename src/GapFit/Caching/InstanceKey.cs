using System.Security.Cryptography;
using System.Text;
using GapCore.Descriptors;
using GapCore.Numerics;
using GapCore.Potentials;
using GapCore.Text;
using GapFit.Data;
using GapFit.Fitting;
using GapFit.Options;

namespace GapFit.Caching;

/// <summary>
/// Tells sets of instances apart: a hash of everything that decides their bits. The words of an entry that only the fit reads (delta, zeta,
/// n_sparse and so on) are not in it, neither are targets and noise.
/// </summary>
internal static class InstanceKey
{
    internal static string Of(string descriptor, IReadOnlyList<FitFrame> frames)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(OwnWords(descriptor)));
        // Another build, or vectors of another width, may round differently.
        hash.AppendData(typeof(CoordinateTerm).Module.ModuleVersionId.ToByteArray());
        hash.AppendData([(byte)Simd.Best]);
        foreach (FitFrame frame in frames)
            hash.Append(frame.Structure);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>The descriptor's own keys with their values, in one order whatever that of the text.</summary>
    internal static string OwnWords(string descriptor)
    {
        DescriptorString text = DescriptorString.Parse(descriptor);
        var words = new StringBuilder(text.Name);
        foreach (OptionKey key in DescriptorKeys.Of(text.Name, "the descriptor cache").Keys)
            if (text.TryGet(key.Name, out string? value, [.. key.Names]))
                words.Append($"\n{key.Name}={value}");
        return words.ToString();
    }
}
