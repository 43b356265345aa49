using GapCore;
using GapCore.Descriptors;
using GapCore.Descriptors.Angle3b;
using GapCore.Descriptors.Distance2b;
using GapCore.Descriptors.Soap;
using GapCore.Potentials;
using GapCore.Text;

namespace GapFit.Options;

/// <summary>The descriptors that can be fitted: their keys and how their strings are checked.</summary>
/// <param name="Keys">Every key of the descriptor.</param>
/// <param name="Dimensions">Checks a string and gives its components; 0 where these depend on the species.</param>
internal sealed record DescriptorKeys(IReadOnlyList<OptionKey> Keys, Func<DescriptorString, int> Dimensions)
{
    private static readonly Dictionary<string, DescriptorKeys> ByName = new()
    {
        ["soap"] = new(SoapParameters.Keys, text =>
        {
            SoapParameters.Parse(text, CoordinateTerm.CurrentVersion);
            return 0;
        }),
        ["distance_2b"] = new(Distance2bParameters.Keys, text => Distance2bParameters.Parse(text).Dimensions),
        ["angle_3b"] = new(Angle3bParameters.Keys, text =>
        {
            Angle3bParameters.Parse(text);
            return Angle3bParameters.Dimensions;
        }),
    };

    /// <exception cref="GapException">Unsupported: another descriptor.</exception>
    public static DescriptorKeys Of(string name, string place) =>
        ByName.TryGetValue(name, out DescriptorKeys? descriptor) ? descriptor
        : throw new GapException(GapErrorKind.Unsupported, $"descriptor {Shown.Quoted(name)} in {place} is not supported, "
            + $"expected soap, distance_2b or angle_3b{NearestName.Hint(name, ByName.Keys)}");
}
