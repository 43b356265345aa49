namespace GapCore.Tests.Conformance;

/// <summary>All models of the conformance tests: every synthetic combination and every shipped potential.</summary>
public static class ConformanceModels
{
    private static readonly Dictionary<string, Lazy<ConformanceModel>> ByName =
        SyntheticModels.All().Concat(ShippedModels.All())
            .ToDictionary(entry => entry.Name, entry => new Lazy<ConformanceModel>(entry.Create));

    /// <summary>Names, as theory data.</summary>
    public static TheoryData<string> Names => [.. ByName.Keys];

    public static ConformanceModel Get(string name) => ByName[name].Value;
}
