using GapCore.Atoms;
using GapCore.Evaluation;

namespace GapNative;

/// <summary>Validates <see cref="ComputeArguments"/> before anything is read through its pointers.</summary>
internal static unsafe class HostArguments
{
    /// <exception cref="GapCore.GapException">Argument: what, value and what was expected.</exception>
    internal static void Validate(ComputeArguments* arguments)
    {
        Require.NotNull(arguments, "args");
        Require.StructSize(arguments->StructSize, sizeof(ComputeArguments), "gapsharp_compute_args");
        Require.Flags(arguments->Flags, Outputs.All & ~Properties.PosteriorVariances);
        Require.InRange(arguments->LocalCount, 0, Require.MaxSites, "nlocal");
        Require.InRange(arguments->GhostCount, 0, Require.MaxSites - arguments->LocalCount, "nghost");
        Require.InRange(arguments->CentreCount, 0, arguments->LocalCount, "inum");
        Require.InRange(arguments->Reserved, 0, 0, "reserved");
        ValidateTypes(arguments);
        ValidateCentres(arguments);
    }

    /// <summary>What is asked for by a flag and has somewhere to go.</summary>
    internal static Properties Wanted(ComputeArguments* arguments)
    {
        Properties room = Properties.Energy.Into(arguments->Energy)
            | Properties.LocalEnergies.Into(arguments->LocalEnergies)
            | Properties.Forces.Into(arguments->Forces)
            | Properties.Virial.Into(arguments->Virial)
            | Properties.LocalVirialsHalved.Into(arguments->LocalVirialsHalved)
            | Properties.LocalVirials.Into(arguments->LocalVirials)
            | Properties.Variances.Into(arguments->Variances);
        return (Properties)arguments->Flags & room;
    }

    private static void ValidateTypes(ComputeArguments* arguments)
    {
        if (arguments->LocalCount + arguments->GhostCount == 0)
            return;
        Require.NotNull(arguments->Positions, "x");
        Require.NotNull(arguments->Types, "type");
        Require.NotNull(arguments->TypeToNumber, "type_to_z");
        Require.InRange(arguments->TypeCount, 1, int.MaxValue - 1, "ntypes");
        for (int type = 1; type <= arguments->TypeCount; type++)
        {
            int number = arguments->TypeToNumber[type];
            if (number < 0 || number > Elements.MaxAtomicNumber)
                throw Require.Wrong($"type_to_z[{type}] is {number}, expected 0 (ignored) to {Elements.MaxAtomicNumber}");
            if (arguments->Scale != null && !double.IsFinite(arguments->Scale[type]))
                throw Require.Wrong($"scale[{type}] is {arguments->Scale[type]}, expected a finite number");
        }
    }

    private static void ValidateCentres(ComputeArguments* arguments)
    {
        if (arguments->CentreCount == 0)
            return;
        Require.NotNull(arguments->Centres, "ilist");
        Require.NotNull(arguments->NeighbourCounts, "numneigh");
        Require.NotNull(arguments->Neighbours, "firstneigh");
        for (int k = 0; k < arguments->CentreCount; k++)
        {
            int i = arguments->Centres[k];
            if (i < 0 || i >= arguments->LocalCount)
                throw Require.Wrong($"ilist[{k}] is {i}, expected 0 to {arguments->LocalCount - 1} (a local atom)");
            if (arguments->NeighbourCounts[i] < 0)
                throw Require.Wrong($"numneigh[{i}] is {arguments->NeighbourCounts[i]}, expected 0 or more");
            if (arguments->NeighbourCounts[i] > 0 && arguments->Neighbours[i] == null)
                throw Require.Wrong($"firstneigh[{i}] is NULL, expected {arguments->NeighbourCounts[i]} neighbours");
        }
    }
}
