using GapFit.Options;

namespace GapFit.Data;

/// <summary>The names under which a training file may keep its data, in the order in which they are looked for.</summary>
internal sealed class DataNames(DataKeys keys)
{
    public string[] Energy { get; } = [keys.Energy];

    /// <summary>As asked, then with or without the plural's s: both are common.</summary>
    public string[] Forces { get; } = [keys.Force, keys.Force.EndsWith('s') ? keys.Force[..^1] : keys.Force + "s"];

    public string[] Virial { get; } = [keys.Virial];

    public string[] Stress { get; } = [keys.Stress];

    public string[] Hessian { get; } = [$"n_{keys.Hessian}"];

    public string[] LocalProperty { get; } = [keys.LocalProperty];

    public string[] ConfigType { get; } = Prefixed("", keys.Prefix, keys.ConfigType);

    public string[] ForceMask { get; } = Prefixed("", keys.Prefix, keys.ForceMask);

    /// <summary>What the noise of a quantity is called, for example <c>force_atom_sigma</c>.</summary>
    public string[] Sigma(string quantity) => Prefixed($"{quantity}_", keys.Prefix, keys.Sigma);

    private static string[] Prefixed(string quantity, string prefix, string name) =>
        prefix.Length == 0 ? [quantity + name] : [quantity + prefix + name, quantity + name];
}
