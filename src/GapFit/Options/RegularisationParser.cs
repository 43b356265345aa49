namespace GapFit.Options;

/// <summary>Reads the assumed errors of the data, four numbers for energy, force, virial and hessian (gap-math 7.4).</summary>
internal static class RegularisationParser
{
    private const string DefaultKey = "default_kernel_regularisation";
    private const string ByTypeKey = "config_type_kernel_regularisation";
    private const string DefaultType = "default";

    /// <summary>Adds the sigmas to options.</summary>
    public static FitOptions Read(OptionSet set, FitOptions options, List<string> notes)
    {
        const string four = "four numbers {energy force virial hessian}, none negative";
        Regularisation general = From(set, DefaultKey, set.Reals(DefaultKey, four), four, notes);

        const string named = "{config_type:energy:force:virial:hessian:...}, no number negative";
        var byType = set.Contains(ByTypeKey)
            ? set.NamedNumbers(ByTypeKey, 4, named)
                .ToDictionary(group => group.Name, group => From(set, ByTypeKey, group.Numbers, named, notes))
            : [];
        if (byType.Remove(DefaultType, out Regularisation other))
            general = other;
        return options with { DefaultRegularisation = general, RegularisationByConfigType = byType };
    }

    private static Regularisation From(OptionSet set, string key, double[] sigma, string expected, List<string> notes)
    {
        if (sigma.Length != 4 || sigma.Any(value => value < 0))
            throw set.Wrong(key, expected);
        if (sigma[3] != 0)
            notes.Add($"the hessian sigma of {set.NoEffect(key, ": hessians are not fitted")}");
        return new Regularisation(sigma[0], sigma[1], sigma[2], sigma[3]);
    }
}
