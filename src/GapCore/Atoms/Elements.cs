namespace GapCore.Atoms;

/// <summary>Chemical symbols by atomic number.</summary>
public static class Elements
{
    public const int MaxAtomicNumber = 118;

    private static readonly string[] Symbols =
    [
        "X", "H", "He", "Li", "Be", "B", "C", "N", "O", "F", "Ne", "Na", "Mg", "Al", "Si", "P", "S", "Cl", "Ar", "K", "Ca", "Sc", "Ti", "V",
        "Cr", "Mn", "Fe", "Co", "Ni", "Cu", "Zn", "Ga", "Ge", "As", "Se", "Br", "Kr", "Rb", "Sr", "Y", "Zr", "Nb", "Mo", "Tc", "Ru", "Rh",
        "Pd", "Ag", "Cd", "In", "Sn", "Sb", "Te", "I", "Xe", "Cs", "Ba", "La", "Ce", "Pr", "Nd", "Pm", "Sm", "Eu", "Gd", "Tb", "Dy", "Ho",
        "Er", "Tm", "Yb", "Lu", "Hf", "Ta", "W", "Re", "Os", "Ir", "Pt", "Au", "Hg", "Tl", "Pb", "Bi", "Po", "At", "Rn", "Fr", "Ra", "Ac",
        "Th", "Pa", "U", "Np", "Pu", "Am", "Cm", "Bk", "Cf", "Es", "Fm", "Md", "No", "Lr", "Rf", "Db", "Sg", "Bh", "Hs", "Mt", "Ds", "Rg",
        "Cn", "Nh", "Fl", "Mc", "Lv", "Ts", "Og",
    ];

    private static readonly Dictionary<string, int> Numbers = Symbols
        .Select((symbol, number) => (symbol, number)).Skip(1)
        .ToDictionary(pair => pair.symbol, pair => pair.number, StringComparer.OrdinalIgnoreCase);

    /// <summary>Symbol of an atomic number 1..118.</summary>
    public static string Symbol(int number) =>
        number is >= 1 and <= MaxAtomicNumber
            ? Symbols[number]
            : throw new GapException(GapErrorKind.Species, $"atomic number {number}, expected 1 to {MaxAtomicNumber}");

    /// <summary>Atomic number of a symbol, whatever its case; false when there is no such element.</summary>
    public static bool TryGetNumber(string symbol, out int number) => Numbers.TryGetValue(symbol, out number);
}
