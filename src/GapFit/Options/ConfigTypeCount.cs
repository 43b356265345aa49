namespace GapFit.Options;

/// <summary>How many sparse points the configurations of one type give (<c>config_type_n_sparse</c>).</summary>
public readonly record struct ConfigTypeCount(string ConfigType, int Count);
