using GapCore.Atoms;

namespace GapCore.Tests.Reference;

/// <summary>A descriptor instance: the atoms that share its energy, its vector x and its covariance cutoff f.</summary>
internal sealed record ReferenceInstance(int[] Owners, double[] Vector, double Cutoff);

/// <summary>A descriptor as the sum over instances of gap-math section 1 needs it.</summary>
internal interface IReferenceDescriptor
{
    /// <summary>Range (A).</summary>
    double Cutoff { get; }

    IEnumerable<ReferenceInstance> Instances(Structure structure);
}

/// <summary>Descriptors by the first word of their string.</summary>
internal static class ReferenceDescriptors
{
    public static IReferenceDescriptor Create(string text, long version)
    {
        Keys keys = new(text);
        if (keys.Has("soap"))
            return new ReferenceSoap(keys, version);
        if (keys.Has("distance_2b"))
            return new ReferenceDistance2b(keys);
        return keys.Has("angle_3b") ? new ReferenceAngle3b(keys) : throw new ArgumentException($"no reference for descriptor '{text}'");
    }
}

/// <summary>Species keys: an atomic number, or 0 for any.</summary>
internal static class ReferenceSpecies
{
    public static bool Matches(int number, int key) => key == 0 || key == number;
}
