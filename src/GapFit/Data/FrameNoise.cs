using GapCore;
using GapCore.IO.ExtendedXyz;
using GapFit.Options;

namespace GapFit.Data;

/// <summary>
/// Noise of a frame's rows (gap-math 7.4): what its config_type says, energies and virials per square root of an atom where that is asked
/// for, unless the frame says it itself. Data must have a positive noise.
/// </summary>
internal sealed class FrameNoise(ExtendedXyzFrame frame, DataNames names, Regularisation regularisation, bool isPerAtom)
{
    private readonly double _growth = isPerAtom ? Math.Sqrt(frame.Structure.Count) : 1.0;

    public double Energy() => Positive(frame.FindReal(names.Sigma("energy")) ?? _growth * regularisation.Energy, "energy");

    /// <summary>3N numbers; 0 where <paramref name="excluded"/> has the atom.</summary>
    public double[] Forces(bool[]? excluded)
    {
        double[]? components = PerAtom("force_component", 3);
        double[]? atoms = components is null ? PerAtom("force_atom", 1) : null;
        double common = frame.FindReal(names.Sigma("force")) ?? regularisation.Force;
        var sigmas = new double[3 * frame.Structure.Count];
        for (int c = 0; c < sigmas.Length; c++)
            if (excluded is null || !excluded[c / 3])
                sigmas[c] = Positive(components?[c] ?? atoms?[c / 3] ?? common, "force");
        return sigmas;
    }

    /// <summary>Six numbers, see <see cref="SymmetricTensor"/>.</summary>
    public double[] Virial()
    {
        double[] sigmas = new double[6];
        if (frame.TryFind(names.Sigma("virial_component"), out string? name) && frame.TryGetReals(name, 9, out double[]? components))
            sigmas = SymmetricTensor.FromMatrix(components);
        else
            Array.Fill(sigmas, frame.FindReal(names.Sigma("virial")) ?? _growth * regularisation.Virial);
        return Array.ConvertAll(sigmas, sigma => Positive(sigma, "virial"));
    }

    /// <summary>Noise of data that is not used: not zero means that it was meant to be.</summary>
    public double Unused(string quantity, double otherwise) => frame.FindReal(names.Sigma(quantity)) ?? otherwise;

    private double[]? PerAtom(string quantity, int width) =>
        frame.FindColumn(names.Sigma(quantity)) is { } column ? frame.Reals(column, width) : null;

    private double Positive(double sigma, string quantity) => sigma > 0 && double.IsFinite(sigma)
        ? sigma
        : throw frame.Fail($"sigma of the {quantity} is {sigma:g6}, expected a positive number for data that is there (default_sigma, "
            + $"config_type_sigma or {names.Sigma(quantity)[0]}; another {quantity}_parameter_name leaves the data out)", 1);
}
