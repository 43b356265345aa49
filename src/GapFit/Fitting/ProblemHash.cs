using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using GapCore.Atoms;
using GapFit.Data;
using GapFit.Options;

namespace GapFit.Fitting;

/// <summary>A hash of everything that decides a fit: the options and the data as they enter the linear system.</summary>
internal static class ProblemHash
{
    internal static string Of(FitOptions options, TrainingSet data)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(options.CommandLine));
        Add(hash, data.IsolatedAtomEnergies);
        foreach (FitFrame frame in data.Frames)
        {
            hash.Append(frame.Structure);
            Add(hash, [frame.Energy ?? double.NaN, frame.EnergySigma]);
            Add(hash, frame.Gradient);
            Add(hash, frame.GradientSigma);
            Add(hash, frame.StrainGradient);
            Add(hash, frame.StrainSigma);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Add(IncrementalHash hash, ReadOnlySpan<double> numbers) => hash.AppendData(MemoryMarshal.AsBytes(numbers));
}
