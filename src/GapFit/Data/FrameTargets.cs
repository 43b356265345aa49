using GapCore;
using GapCore.IO.ExtendedXyz;
using GapFit.Options;

namespace GapFit.Data;

/// <summary>
/// Reads what frames say about energies, forces and virials (gap-math 7.2) and remembers under which names. Energies still hold those of
/// the isolated atoms; nothing of a core potential is subtracted.
/// </summary>
internal sealed class FrameTargets(FitOptions options)
{
    private readonly DataNames _names = new(options.Keys);
    private readonly List<DataName> _found = [];

    /// <summary>What was found so far.</summary>
    public IReadOnlyList<DataName> Found => _found;

    /// <exception cref="GapException">Format: data that is malformed or has no noise. Unsupported: hessians, local properties.</exception>
    public FitFrame Read(ExtendedXyzFrame frame)
    {
        string type = frame.TryFind(_names.ConfigType, out string? key) && frame.TryGetText(key, out string? text) ? text.Trim() : "";
        type = type.Length > 0 ? type : FitFrame.DefaultConfigType;
        Regularisation regularisation = options.RegularisationByConfigType.GetValueOrDefault(type, options.DefaultRegularisation);
        var noise = new FrameNoise(frame, _names, regularisation, options.RegularisationIsPerAtom);
        LeaveOut(frame, noise, regularisation);
        double? energy = Energy(frame);
        double[]? gradient = Gradient(frame);
        double[]? strain = StrainGradient(frame);
        return new FitFrame
        {
            Structure = frame.Structure,
            ConfigType = type,
            Energy = energy,
            EnergySigma = energy is null ? 0.0 : noise.Energy(),
            Gradient = gradient,
            GradientSigma = gradient is null ? null : noise.Forces(Excluded(frame)),
            StrainGradient = strain,
            StrainSigma = strain is null ? null : noise.Virial(),
            Place = frame.Place(),
        };
    }

    private double? Energy(ExtendedXyzFrame frame)
    {
        double? energy = frame.FindReal(_names.Energy);
        if (energy is not null)
            Count(DataName.Energies, _names.Energy[0], _names.Energy[0]);
        return energy;
    }

    private double[]? Gradient(ExtendedXyzFrame frame)
    {
        if (frame.FindColumn(_names.Forces) is not { } column)
            return null;
        Count(DataName.Forces, _names.Forces[0], column.Name);
        return Array.ConvertAll(frame.Reals(column, 3), force => -force);
    }

    private bool[]? Excluded(ExtendedXyzFrame frame) =>
        frame.FindColumn(_names.ForceMask) is { } column ? frame.Flags(column) : null;

    /// <summary>-W, from the virial or, where there is none, from the stress: W = -stress V.</summary>
    private double[]? StrainGradient(ExtendedXyzFrame frame)
    {
        if (frame.TryFind(_names.Virial, out string? virial))
        {
            frame.TryGetReals(virial, 9, out double[]? nine);
            Count(DataName.Virials, _names.Virial[0], virial);
            return Array.ConvertAll(SymmetricTensor.FromMatrix(nine), component => -component);
        }

        if (!frame.TryFind(_names.Stress, out string? stress) || !frame.TryGetText(stress, out string? text))
            return null;
        int count = NumberText.Words(text).Length == 6 ? 6 : 9;
        frame.TryGetReals(stress, count, out double[]? numbers);
        double volume = frame.Structure.Cell.Volume;
        if (!(volume > 0))
            throw frame.Fail($"{stress} is given for a cell of volume {volume:g6} A^3, expected a Lattice with a volume (or a virial)", 1);
        Count(DataName.Virials, _names.Virial[0], stress);
        return Array.ConvertAll(
            count == 6 ? SymmetricTensor.FromVoigt(numbers) : SymmetricTensor.FromMatrix(numbers), component => volume * component);
    }

    /// <summary>Data of kinds that are not fitted: an error where its noise says that it was meant to be.</summary>
    private void LeaveOut(ExtendedXyzFrame frame, FrameNoise noise, Regularisation regularisation)
    {
        if (frame.FindReal(_names.Hessian) is not (null or 0.0))
            LeaveOut(frame, DataName.Hessians, _names.Hessian[0], noise.Unused("hessian", regularisation.Hessian));
        if (frame.FindColumn(_names.LocalProperty) is { } column)
            LeaveOut(frame, DataName.LocalProperties, column.Name, noise.Unused("local_property", Regularisation.DefaultLocalProperty));
    }

    private void LeaveOut(ExtendedXyzFrame frame, string quantity, string name, double sigma)
    {
        if (sigma != 0)
            throw frame.Fail($"{name} with the sigma {sigma:g6}: {quantity} cannot be fitted, expected the sigma 0 or no such data",
                1, GapErrorKind.Unsupported);
        Count(quantity, name, name);
    }

    private void Count(string quantity, string asked, string found)
    {
        int place = _found.FindIndex(name => name.Quantity == quantity && name.Found == found);
        if (place < 0)
            _found.Add(new DataName(quantity, asked, found, 1));
        else
            _found[place] = _found[place] with { Configurations = _found[place].Configurations + 1 };
    }
}
