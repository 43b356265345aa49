using GapCore.Text;

namespace GapCore.Descriptors.Angle3b;

/// <summary>
/// angle_3b (gap-math 5): centre i of species Z with neighbours j, k of species {Z1, Z2}, both within the cutoff; vector
/// x = (r_ij + r_ik, (r_ij - r_ik)^2, r_jk), covariance cutoff f = fc(r_ij) fc(r_ik). Each unordered pair (j, k) counts twice.
/// </summary>
public sealed record Angle3bParameters
{
    public const int Dimensions = 3;

    /// <summary>Every key of the descriptor.</summary>
    public static IReadOnlyList<OptionKey> Keys { get; } = [.. DescriptorCutoff.Keys, new("Z_center", "Z"), new("Z1"), new("Z2")];

    public required CutoffFunction Cutoff { get; init; }

    /// <summary>Species of the centre.</summary>
    public required int Z { get; init; }

    public required int Z1 { get; init; }

    public required int Z2 { get; init; }

    /// <summary>Reads an <c>angle_3b</c> string.</summary>
    public static Angle3bParameters Parse(DescriptorString text) => new()
    {
        Cutoff = DescriptorCutoff.Parse(text),
        Z = text.GetInt("Z_center", 0, "Z"),
        Z1 = text.GetInt("Z1", 0),
        Z2 = text.GetInt("Z2", 0),
    };
}
