namespace GapFit.Validation;

/// <summary>Errors over a group of configurations. A quantity is null where no configuration of the group has data of it.</summary>
public sealed record GroupReport
{
    /// <summary>The group: a config_type, a number of atoms, or "total".</summary>
    public required string Name { get; init; }

    public required int Configurations { get; init; }

    /// <summary>Atoms of all configurations.</summary>
    public required long Atoms { get; init; }

    /// <summary>Energy over the number of atoms, eV; one number per configuration.</summary>
    public ErrorStatistics? EnergyPerAtom { get; init; }

    /// <summary>Energy, eV; one number per configuration.</summary>
    public ErrorStatistics? Energy { get; init; }

    /// <summary>100 dE/E with the data's total energy E; one number per configuration.</summary>
    public ErrorStatistics? EnergyPercent { get; init; }

    /// <summary>Force components, eV/A.</summary>
    public ErrorStatistics? Force { get; init; }

    /// <summary>100 max_i |dF_i| / max_i |F_i| with the norms of an atom's force error and force; one number per configuration.</summary>
    public ErrorStatistics? ForcePercent { get; init; }

    /// <summary>The six virial components over the number of atoms, eV.</summary>
    public ErrorStatistics? VirialPerAtom { get; init; }

    /// <summary>Binding energy (E - sum e0)/N, kcal/(mol atom); one number per configuration.</summary>
    public ErrorStatistics? BindingEnergy { get; init; }

    /// <summary>Pearson correlation of the binding energies per atom; null for fewer than two or where either does not vary.</summary>
    public double? PearsonR { get; init; }

    internal static GroupReport Of(string name, IReadOnlyCollection<FrameErrors> frames) => new()
    {
        Name = name,
        Configurations = frames.Count,
        Atoms = frames.Sum(frame => (long)frame.Atoms),
        EnergyPerAtom = Over(frames, frame => frame.EnergyErrorPerAtom),
        Energy = Over(frames, frame => frame.EnergyError),
        EnergyPercent = Over(frames, frame => frame.EnergyPercent),
        Force = ErrorStatistics.Sum(frames.Select(frame => frame.Force)),
        ForcePercent = Over(frames, frame => frame.ForcePercent),
        VirialPerAtom = ErrorStatistics.Sum(frames.Select(frame => frame.VirialPerAtom)),
        BindingEnergy = Over(frames, frame => frame.BindingEnergyError),
        PearsonR = Correlation(
            [.. frames.Where(frame => frame.ReferenceBindingEnergy is not null)
                .Select(frame => (frame.ReferenceBindingEnergy!.Value, frame.BindingEnergy))]),
    };

    private static ErrorStatistics? Over(IEnumerable<FrameErrors> frames, Func<FrameErrors, double?> error) =>
        ErrorStatistics.Sum(frames.Select(frame => ErrorStatistics.Of(error(frame), frame.Frame)));

    /// <summary>r = sum dx dy / sqrt(sum dx^2 sum dy^2), d being the deviation from the mean.</summary>
    internal static double? Correlation(IReadOnlyList<(double X, double Y)> pairs)
    {
        if (pairs.Count < 2)
            return null;
        double meanX = pairs.Average(pair => pair.X), meanY = pairs.Average(pair => pair.Y);
        double xx = 0, yy = 0, xy = 0;
        foreach ((double x, double y) in pairs)
        {
            xx += (x - meanX) * (x - meanX);
            yy += (y - meanY) * (y - meanY);
            xy += (x - meanX) * (y - meanY);
        }

        double r = xy / Math.Sqrt(xx * yy);
        return double.IsFinite(r) ? r : null;
    }
}
