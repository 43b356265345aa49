using GapCore.Atoms;

namespace GapCore.IO.QuipXml;

/// <summary>Reads e0: <c>e0</c> elements per atomic number, and the attribute of that name in old files, for all others.</summary>
internal sealed class IsolatedAtomEnergiesReader
{
    private readonly double?[] _energies = new double?[Elements.MaxAtomicNumber + 1];
    private double _otherwise;

    /// <summary>Reads a <c>GAP_data</c> element.</summary>
    public void Read(XmlCursor cursor)
    {
        _otherwise = cursor.Real("e0", _otherwise);
        Depth here = cursor.Here;
        while (cursor.NextChild(here))
        {
            if (cursor.Element == "e0")
                ReadElement(cursor);
            cursor.Skip();
        }
    }

    /// <summary>eV by atomic number, index 0 unused.</summary>
    public double[] ByAtomicNumber() => [0.0, .. _energies.Skip(1).Select(energy => energy ?? _otherwise)];

    private void ReadElement(XmlCursor cursor)
    {
        int number = cursor.Integer("Z", 1, Elements.MaxAtomicNumber);
        if (_energies[number] is not null)
            throw cursor.Fail($"second e0 for Z = {number}, expected one");
        _energies[number] = cursor.Real("value");
    }
}
