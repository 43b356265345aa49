using GapCore;
using GapCore.Atoms;

namespace GapAnalysis.Fingerprints;

/// <summary>Covalent radii (A) by atomic number, which set the widths of the orbitals. Immutable.</summary>
public sealed class CovalentRadii
{
    /// <summary>
    /// The published program (Krummenacher et al. 2024, doi:10.1016/j.softx.2024.101632) has its radii in Bohr of 0.52917720859 A but turns
    /// positions into Bohr of 0.52918 A; only the ratio counts.
    /// </summary>
    public const double PublishedScale = 0.52918 / 0.52917720859;

    private const double None = 0;

    private readonly double[] _radii;

    private CovalentRadii(double[] radii) => _radii = radii;

    /// <summary>
    /// Cordero et al. 2008, doi:10.1039/b801115j, as in <c>ase.data.covalent_radii</c> (C sp3; Mn, Fe and Co low spin): H to Cm.
    /// </summary>
    public static CovalentRadii Cordero { get; } = new(
    [
        None,
        0.31, 0.28,
        1.28, 0.96, 0.84, 0.76, 0.71, 0.66, 0.57, 0.58,
        1.66, 1.41, 1.21, 1.11, 1.07, 1.05, 1.02, 1.06,
        2.03, 1.76, 1.70, 1.60, 1.53, 1.39, 1.39, 1.32, 1.26, 1.24, 1.32, 1.22, 1.22, 1.20, 1.19, 1.20, 1.20, 1.16,
        2.20, 1.95, 1.90, 1.75, 1.64, 1.54, 1.47, 1.46, 1.42, 1.39, 1.45, 1.44, 1.42, 1.39, 1.39, 1.38, 1.39, 1.40,
        2.44, 2.15, 2.07, 2.04, 2.03, 2.01, 1.99, 1.98, 1.98, 1.96, 1.94, 1.92, 1.92, 1.89, 1.90, 1.87, 1.87,
        1.75, 1.70, 1.62, 1.51, 1.44, 1.41, 1.36, 1.36, 1.32, 1.45, 1.46, 1.48, 1.40, 1.50, 1.50,
        2.60, 2.21, 2.15, 2.06, 2.00, 1.96, 1.90, 1.87, 1.80, 1.69,
    ]);

    /// <summary>
    /// The default: the older empirical radii that published overlap-matrix fingerprints use (those of WebElements; Mg 1.30, Na 1.54,
    /// C 0.77, Si 1.11), times <see cref="PublishedScale"/>, so that numbers compare to all their digits. Where that table has none (Ce to
    /// Yb, Po, At, from Fr on): <see cref="Cordero"/>.
    /// </summary>
    public static CovalentRadii Published { get; } = WithoutGaps(
    [
        None,
        0.37, 0.32,
        1.34, 0.90, 0.82, 0.77, 0.75, 0.73, 0.71, 0.69,
        1.54, 1.30, 1.18, 1.11, 1.06, 1.02, 0.99, 0.97,
        1.96, 1.74, 1.44, 1.36, 1.25, 1.27, 1.39, 1.25, 1.26, 1.21, 1.38, 1.31, 1.26, 1.22, 1.19, 1.16, 1.14, 1.10,
        2.11, 1.92, 1.62, 1.48, 1.37, 1.45, 1.56, 1.26, 1.35, 1.31, 1.53, 1.48, 1.44, 1.41, 1.38, 1.35, 1.33, 1.30,
        2.25, 1.98, 1.69, None, None, None, None, None, None, None, None, None, None, None, None, None, 1.60,
        1.50, 1.38, 1.46, 1.59, 1.28, 1.37, 1.28, 1.44, 1.49, 1.48, 1.47, 1.46, None, None, 1.45,
    ]);

    /// <summary>Radius of an element, A.</summary>
    /// <param name="number">Atomic number.</param>
    /// <exception cref="GapException">Species: there is no radius.</exception>
    public double this[int number] => number > 0 && number < _radii.Length && _radii[number] > None
        ? _radii[number]
        : throw new GapException(GapErrorKind.Species,
            $"no covalent radius of {Elements.Symbol(number)}, expected an element up to Cm or a radius of one's own");

    /// <summary>The same radii with another for one element.</summary>
    /// <param name="number">Atomic number, 1..118.</param>
    /// <param name="radius">A, positive.</param>
    /// <exception cref="GapException">Argument: the radius is not positive. Species: no such element.</exception>
    public CovalentRadii With(int number, double radius)
    {
        string symbol = Elements.Symbol(number);
        if (!(radius > 0 && double.IsFinite(radius)))
            throw new GapException(GapErrorKind.Argument, $"covalent radius of {symbol} is {radius:g6} A, expected a positive number");
        var radii = new double[Math.Max(number + 1, _radii.Length)];
        _radii.CopyTo(radii, 0);
        radii[number] = radius;
        return new CovalentRadii(radii);
    }

    private static CovalentRadii WithoutGaps(double[] radii) =>
        new([.. Cordero._radii.Select((other, number) => number < radii.Length && radii[number] > None ? PublishedScale * radii[number] : other)]);
}
