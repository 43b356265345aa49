using System.CommandLine;
using GapCore.Evaluation;

namespace GapCli.Evaluation;

/// <summary>The properties that <c>--properties</c> names, and the names under which they are written.</summary>
internal static class PropertyList
{
    internal const Properties Default = Properties.Energy | Properties.Forces | Properties.Virial;

    internal static readonly IReadOnlyList<(string Name, Properties Property)> Known =
    [
        ("energy", Properties.Energy),
        ("forces", Properties.Forces),
        ("virial", Properties.Virial),
        ("local_energy", Properties.LocalEnergies),
        ("local_virial", Properties.LocalVirials),
        ("variance", Properties.Variances),
        ("posterior_variance", Properties.PosteriorVariances),
    ];

    /// <summary>Null when the option is absent: <see cref="Default"/> then.</summary>
    internal static Option<Properties?> Option() => new("--properties")
    {
        Description = $"what to compute, separated by commas: {Names} [default: energy,forces,virial]",
        HelpName = "LIST",
        CustomParser = result =>
        {
            if (TryParse(string.Join(',', result.Tokens.Select(token => token.Value)), out Properties properties, out string wrong))
                return properties;
            result.AddError($"--properties has '{wrong}', expected some of {Names}");
            return Default;
        },
    };

    private static string Names => string.Join(",", Known.Select(known => known.Name));

    private static bool TryParse(string text, out Properties properties, out string wrong)
    {
        properties = Properties.None;
        wrong = "";
        foreach (string name in text.Split(',', StringSplitOptions.TrimEntries))
        {
            Properties found = Known.FirstOrDefault(known => known.Name == name).Property;
            if (found == Properties.None)
            {
                wrong = name;
                return false;
            }

            properties |= found;
        }

        return true;
    }
}
