using System.Runtime.InteropServices;
using GapCore.Evaluation;
using GapCore.Potentials;

namespace GapNative.Exports;

/// <summary>Descriptor vectors: of a potential's coordinates, and of a descriptor that stands alone.</summary>
internal static unsafe class DescriptorExports
{
    /// <summary>The last free-standing descriptor of this thread: its tables cost more than the vectors of a small cluster.</summary>
    [ThreadStatic]
    private static CoordinateTerm? _last;

    [UnmanagedCallersOnly(EntryPoint = "gapsharp_core_coordinate_count")]
    internal static int CoordinateCount(nint model, int* count)
    {
        try
        {
            GapDefinition definition = Models.Find(model).Potential.Definition;
            Require.NotNull(count, "count");
            *count = definition.Coordinates.Count;
            return Status.Ok;
        }
        catch (Exception exception)
        {
            return Status.From(exception);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "gapsharp_core_coordinate_descriptor")]
    internal static int CoordinateDescriptor(nint model, int coordinate, byte* buffer, long capacity)
    {
        try
        {
            GapPotential potential = Models.Find(model).Potential;
            RequireCoordinate(potential, coordinate);
            Text.CopyOut(potential.Definition.Coordinates[coordinate].Descriptor, buffer, capacity);
            return Status.Ok;
        }
        catch (Exception exception)
        {
            return Status.From(exception);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "gapsharp_core_describe")]
    internal static int Describe(
        nint model, int coordinate, EvaluateArguments* structure,
        double* vectors, int* centre, long capacityRows, long* rows, int* dimensions)
    {
        try
        {
            GapPotential potential = Models.Find(model).Potential;
            RequireCoordinate(potential, coordinate);
            Require.InRange(capacityRows, 0, long.MaxValue, "capacity_rows");
            Require.NotNull(rows, "rows");
            Require.NotNull(dimensions, "dimensions");
            StructureView view = new(structure);
            DescriptorVectors found = DescriptorCalculator.Describe(potential, coordinate, view.ToStructure());
            CopyOut(found, vectors, centre, capacityRows, rows, dimensions);
            return Status.Ok;
        }
        catch (Exception exception)
        {
            return Status.From(exception);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "gapsharp_core_describe_structure")]
    internal static int DescribeStructure(
        byte* descriptor, EvaluateArguments* structure, double* vectors, int* centre, long capacityRows, long* rows, int* dimensions)
    {
        try
        {
            string text = Text.CopyIn(descriptor, "descriptor");
            Require.InRange(capacityRows, 0, long.MaxValue, "capacity_rows");
            Require.NotNull(rows, "rows");
            Require.NotNull(dimensions, "dimensions");
            StructureView view = new(structure);
            if (_last?.Definition.Descriptor != text)
                _last = CoordinateTerm.ForDescriptor(text);
            CopyOut(DescriptorCalculator.Describe(_last, view.ToStructure()), vectors, centre, capacityRows, rows, dimensions);
            return Status.Ok;
        }
        catch (Exception exception)
        {
            return Status.From(exception);
        }
    }

    private static void CopyOut(DescriptorVectors found, double* vectors, int* centre, long capacityRows, long* rows, int* dimensions)
    {
        int written = (int)Math.Min(capacityRows, found.Rows);
        if (vectors != null)
            found.Values.AsSpan(0, written * found.Dimensions).CopyTo(new Span<double>(vectors, written * found.Dimensions));
        if (centre != null)
            found.Centres.AsSpan(0, written).CopyTo(new Span<int>(centre, written));
        *rows = found.Rows;
        *dimensions = found.Dimensions;
    }

    private static void RequireCoordinate(GapPotential potential, int coordinate)
    {
        int count = potential.Definition.Coordinates.Count;
        if (coordinate < 0 || coordinate >= count)
            throw Require.Wrong($"coordinate is {coordinate}, expected 0 to {count - 1} (the potential has {count})");
    }
}
