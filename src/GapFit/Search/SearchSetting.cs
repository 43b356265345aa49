namespace GapFit.Search;

/// <summary>A value that a search tries: the name of what is varied, for example <c>soap.cutoff</c>, and the text of the value.</summary>
public readonly record struct SearchSetting(string Name, string Value);
