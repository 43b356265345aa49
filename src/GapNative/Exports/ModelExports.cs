using System.Runtime.InteropServices;
using GapCore.IO.QuipXml;
using GapCore.Potentials;

namespace GapNative.Exports;

/// <summary>Making, asking and destroying models.</summary>
internal static unsafe class ModelExports
{
    [UnmanagedCallersOnly(EntryPoint = "gapsharp_core_create")]
    internal static int Create(byte* path, nint* model) => Read(path, null, model);

    [UnmanagedCallersOnly(EntryPoint = "gapsharp_core_create_with")]
    internal static int CreateWith(byte* path, Options* options, nint* model) => Read(path, options, model);

    [UnmanagedCallersOnly(EntryPoint = "gapsharp_core_create_from_memory")]
    internal static int CreateFromMemory(byte* xml, long length, byte* directory, nint* model)
    {
        try
        {
            Require.NotNull(model, "model");
            *model = 0;
            Require.NotNull(xml, "xml");
            Require.InRange(length, 1, long.MaxValue, "length");
            string? folder = directory == null ? null : Text.CopyIn(directory, "directory");
            using UnmanagedMemoryStream stream = new(xml, length);
            GapDefinition definition = QuipXmlReader.Read(stream, folder, "XML in memory");
            *model = Models.Add(new Model(GapPotential.FromDefinition(definition)));
            return Status.Ok;
        }
        catch (Exception exception)
        {
            return Status.From(exception);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "gapsharp_core_destroy")]
    internal static int Destroy(nint model)
    {
        try
        {
            Models.Remove(model);
            return Status.Ok;
        }
        catch (Exception exception)
        {
            return Status.From(exception);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "gapsharp_core_cutoff")]
    internal static int Cutoff(nint model, double* cutoff)
    {
        try
        {
            Model found = Models.Find(model);
            Require.NotNull(cutoff, "cutoff");
            *cutoff = found.Potential.Cutoff;
            return Status.Ok;
        }
        catch (Exception exception)
        {
            return Status.From(exception);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "gapsharp_core_species")]
    internal static int Species(nint model, int* numbers, int capacity, int* count)
    {
        try
        {
            IReadOnlyList<int> species = Models.Find(model).Potential.Species;
            Require.InRange(capacity, 0, int.MaxValue, "capacity");
            Require.NotNull(count, "count");
            if (capacity > 0)
                Require.NotNull(numbers, "numbers");
            for (int i = 0; i < Math.Min(capacity, species.Count); i++)
                numbers[i] = species[i];
            *count = species.Count;
            return Status.Ok;
        }
        catch (Exception exception)
        {
            return Status.From(exception);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "gapsharp_core_set_num_threads")]
    internal static int SetThreads(nint model, int threads)
    {
        try
        {
            Model found = Models.Find(model);
            Require.InRange(threads, 1, Model.MaxThreads, "threads");
            found.Threads = threads;
            return Status.Ok;
        }
        catch (Exception exception)
        {
            return Status.From(exception);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "gapsharp_core_get_num_threads")]
    internal static int GetThreads(nint model, int* threads)
    {
        try
        {
            Model found = Models.Find(model);
            Require.NotNull(threads, "threads");
            *threads = found.Threads;
            return Status.Ok;
        }
        catch (Exception exception)
        {
            return Status.From(exception);
        }
    }

    private static int Read(byte* path, Options* options, nint* model)
    {
        try
        {
            Require.NotNull(model, "model");
            *model = 0;
            *model = Models.Add(new Model(GapPotential.Load(Text.CopyIn(path, "path"), Options.Compression(options))));
            return Status.Ok;
        }
        catch (Exception exception)
        {
            return Status.From(exception);
        }
    }
}
