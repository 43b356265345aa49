using GapCore;
using GapCore.Text;
using GapFit.Options;
using GapFit.Validation;

namespace GapFit.Search;

/// <summary>
/// The error that a search makes small: a quantity of <see cref="GroupReport"/> and how it is averaged, for example binding_energy_rmse; or
/// pearson_r, which it makes large.
/// </summary>
public sealed record SearchMetric
{
    private const string Correlation = "pearson_r";

    private static readonly (string Name, string Unit, Func<GroupReport, ErrorStatistics?> Of)[] Quantities =
    [
        ("binding_energy", "kcal/(mol atom)", group => group.BindingEnergy),
        ("energy_per_atom", "eV/atom", group => group.EnergyPerAtom),
        ("energy", "eV", group => group.Energy),
        ("energy_percent", "%", group => group.EnergyPercent),
        ("force", "eV/A", group => group.Force),
        ("force_percent", "%", group => group.ForcePercent),
        ("virial_per_atom", "eV/atom", group => group.VirialPerAtom),
    ];

    private static readonly (string Name, Func<ErrorStatistics, double> Of)[] Averages =
    [
        ("rmse", errors => errors.Rmse),
        ("mae", errors => errors.Mae),
        ("max", errors => errors.Max),
    ];

    private SearchMetric(string name, string unit) => (Name, Unit) = (name, unit);

    /// <summary>Every name there is.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. Quantities.SelectMany(quantity => Averages.Select(average => $"{quantity.Name}_{average.Name}")), Correlation];

    /// <summary>The study's: root mean square error of the binding energy per atom.</summary>
    public static SearchMetric Default { get; } = Parse("binding_energy_rmse");

    public string Name { get; }

    /// <summary>Empty for a correlation.</summary>
    public string Unit { get; }

    /// <summary>Name with unit, for tables and axes.</summary>
    public string Title => Unit.Length == 0 ? Name : $"{Name}, {Unit}";

    private bool IsBetterLarge => Name == Correlation;

    /// <exception cref="GapException">Argument: no such metric.</exception>
    public static SearchMetric Parse(string name) => Names.Contains(name)
        ? new SearchMetric(name, Quantities.FirstOrDefault(quantity => Averages.Any(average => name == $"{quantity.Name}_{average.Name}")).Unit ?? "")
        : throw new GapException(GapErrorKind.Argument,
            $"metric = {Shown.Quoted(name)}, expected one of {string.Join(", ", Names)}{NearestName.Hint(name, Names)}");

    /// <summary>Whether a value is better than another; one that is not finite never is.</summary>
    public bool IsBetter(double value, double other) =>
        double.IsFinite(value) && (!double.IsFinite(other) || (IsBetterLarge ? value > other : value < other));

    /// <summary>All metrics of a group by name, those without data left out.</summary>
    internal static Dictionary<string, double> Of(GroupReport group)
    {
        var values = new Dictionary<string, double>();
        foreach ((string name, string _, Func<GroupReport, ErrorStatistics?> quantity) in Quantities)
            if (quantity(group) is { } errors)
                foreach ((string average, Func<ErrorStatistics, double> of) in Averages)
                    values.Add($"{name}_{average}", of(errors));
        if (group.PearsonR is { } r)
            values.Add(Correlation, r);
        return values;
    }
}
