using System.Globalization;
using GapCore.Atoms;
using GapCore.IO.ExtendedXyz;

namespace GapCore.Tests.Parity;

/// <summary>One frame of what the reference program printed for a potential.</summary>
internal sealed record ReferenceOutput(
    Structure Structure, double Energy, double[] Virial, double[] Forces, double[] LocalEnergies, double[] LocalVirials)
{
    public static IEnumerable<ReferenceOutput> Read(string path) => ExtendedXyzReader.Read(path).Select(From);

    private static ReferenceOutput From(ExtendedXyzFrame frame) => new(
        frame.Structure, Numbers(frame, "energy").Single(), Numbers(frame, "virial"),
        Column(frame, "force"), Column(frame, "local_energy"), Transposed(Column(frame, "local_virial")));

    private static double[] Numbers(ExtendedXyzFrame frame, string key) =>
        [.. frame.Info.Single(entry => entry.Key == key).Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Select(word => double.Parse(word, CultureInfo.InvariantCulture))];

    /// <summary>The program prints 3x3 matrices column by column; a local virial is not symmetric.</summary>
    private static double[] Transposed(double[] matrices) =>
        [.. Enumerable.Range(0, matrices.Length).Select(i => matrices[i / 9 * 9 + i % 3 * 3 + i % 9 / 3])];

    private static double[] Column(ExtendedXyzFrame frame, string name) => frame.Columns.Single(column => column.Name == name).Reals!;
}
