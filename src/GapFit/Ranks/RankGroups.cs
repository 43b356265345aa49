using System.Globalization;
using GapCore;
using GapCore.Text;

namespace GapFit.Ranks;

/// <summary>Finds out whether a launcher of MPI started this process.</summary>
public static class RankGroups
{
    /// <summary>How launchers say how many ranks there are: Open MPI; MPICH, Intel MPI and Slurm.</summary>
    private static readonly string[] Sizes = ["OMPI_COMM_WORLD_SIZE", "PMI_SIZE"];

    /// <summary>Set by newer launchers, which say no number.</summary>
    private const string PmixRank = "PMIX_RANK";

    /// <summary>The ranks of this fit: those of the launcher, or this process alone.</summary>
    /// <exception cref="GapException">
    /// Unsupported: there are several ranks, but no MPI that sees them all; each would make the whole fit. Io: MPI cannot be loaded.
    /// </exception>
    public static IRankGroup Detect()
    {
        int? launched = LaunchedRanks(Environment.GetEnvironmentVariable);
        if (launched == 1)
            return new SingleRank();
        string ranks = launched is { } known ? $"{known} ranks" : "several ranks";
        if (!File.Exists(MpiShim.Place))
            throw new GapException(GapErrorKind.Unsupported,
                $"started as one of {ranks}, but {Shown.Path(MpiShim.Place)} does not exist: "
                + "install the package libopenmpi-dev and build again, or start without mpirun");
        var group = new MpiRanks();
        if (launched is not { } expected || group.Count == expected)
            return group;
        using (group)
            throw new GapException(GapErrorKind.Unsupported,
                $"started as one of {ranks}, but MPI sees {group.Count}: expected the mpirun of the MPI that gapsharp was built with");
    }

    /// <summary>Ranks that the launcher started: 1 when there is none, null when it does not say.</summary>
    internal static int? LaunchedRanks(Func<string, string?> variable)
    {
        foreach (string name in Sizes)
            if (variable(name) is { Length: > 0 } text)
                return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int size) && size > 0
                    ? size
                    : throw new GapException(GapErrorKind.Argument,
                        $"environment variable {name} is {Shown.Quoted(text)}, expected the number of ranks");
        return string.IsNullOrEmpty(variable(PmixRank)) ? 1 : null;
    }
}
