using GapCore;
using GapCore.Evaluation;
using GapSharp.V1;

namespace GapServer.Evaluation;

/// <summary>What a request asks for.</summary>
internal readonly record struct Wanted(Properties Properties, bool Descriptors)
{
    private const string Expected =
        "PROPERTY_ENERGY, _FORCES, _VIRIAL, _LOCAL_ENERGIES, _LOCAL_VIRIALS, _VARIANCES, _DESCRIPTORS or _POSTERIOR_VARIANCES (1 to 8)";

    /// <summary>Energy and forces when the request names nothing; the energy comes with everything but descriptors alone.</summary>
    internal static Wanted Of(EvaluateRequest request)
    {
        if (request.Properties.Count == 0)
            return new Wanted(Properties.Energy | Properties.Forces, false);
        Properties properties = Properties.None;
        bool descriptors = false;
        foreach (Property property in request.Properties)
            if (property == Property.Descriptors)
                descriptors = true;
            else
                properties |= Properties.Energy | Flag(property);
        return new Wanted(properties, descriptors);
    }

    private static Properties Flag(Property property) => property switch
    {
        Property.Energy => Properties.Energy,
        Property.Forces => Properties.Forces,
        Property.Virial => Properties.Virial,
        Property.LocalEnergies => Properties.LocalEnergies,
        Property.LocalVirials => Properties.LocalVirials,
        Property.Variances => Properties.Variances,
        Property.PosteriorVariances => Properties.PosteriorVariances,
        _ => throw new GapException(GapErrorKind.Argument, $"properties contains {(int)property}, expected {Expected}"),
    };
}
