using GapCore.Descriptors;
using GapCore.Neighbours;
using GapCore.Numerics;
using GapCore.Potentials;

namespace GapFit.Design;

/// <summary>
/// What becomes of a frame's descriptor instances of one coordinate. Centres are handed in one after the other; all is done after
/// <see cref="End"/>. One per thread.
/// </summary>
internal abstract class InstanceRows
{
    private readonly TermWorkspace _workspace;
    private readonly DescriptorInstance _instance;
    private readonly Action<DescriptorInstance> _visit;
    private Neighbourhood? _neighbourhood;

    /// <param name="columns">Columns of the coordinate: its descriptor counts.</param>
    private protected InstanceRows(FitColumns columns)
    {
        Cutoff = columns.Term.Cutoff;
        _workspace = columns.Term.CreateWorkspace(1, Simd.Best);
        _instance = new DescriptorInstance(columns.Definition.Dimensions);
        _visit = instance => Add(_neighbourhood!, instance);
    }

    /// <summary>Neighbours beyond it (A) do not matter.</summary>
    internal double Cutoff { get; }

    /// <summary>The frame under way.</summary>
    private protected RowLayout Layout { get; set; }

    /// <summary>Adds a centre.</summary>
    internal void Add(Neighbourhood neighbourhood)
    {
        _neighbourhood = neighbourhood;
        _workspace.Differentiate(neighbourhood, Layout.HasDerivatives, _instance, _visit);
    }

    /// <summary>Finishes the frame.</summary>
    internal abstract void End();

    private protected abstract void Add(Neighbourhood neighbourhood, DescriptorInstance instance);
}
