using GapCore.IO.QuipXml;

namespace GapCore.Tests.Conformance;

/// <summary>The potentials of artifacts/reference.</summary>
internal static class ShippedModels
{
    public static IEnumerable<(string Name, Func<ConformanceModel> Create)> All() =>
    [
        Model("na", "gap_n5_m200.xml", [11], 3.3),
        Model("na-dft", "na.xml", [11], 3.3),
        Model("mg-dft", "mg.xml", [12], 2.9),
        Model("si", "gap_si.xml", [14], 2.3),
        Model("si-core", "gap_core.xml", [14], 2.3),
        Model("sic", "gap_sic.xml", [14, 6], 1.9),
    ];

    private static (string Name, Func<ConformanceModel> Create) Model(string folder, string file, int[] species, double spacing) =>
        (folder, () => new ConformanceModel(folder, QuipXmlReader.Read(RepositoryPaths.Reference(folder, file)), species, spacing));
}
