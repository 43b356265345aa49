namespace GapCore.IO.QuipXml;

/// <summary>What a potential file may hold besides its definition, and how it holds the sparse points.</summary>
public sealed record QuipXmlWriterOptions
{
    /// <summary>Sparse points in a sidecar per coordinate (the fitting program's default) or inline in the XML.</summary>
    public bool SparseSeparateFile { get; init; } = true;

    /// <summary>The training set's extended XYZ text, kept in the file (do_copy_at_file), or null. Read to its end, not closed.</summary>
    public TextReader? TrainingXyz { get; init; }

    /// <summary>The core potential's XML as the user gave it, kept verbatim, or null: written from the definition.</summary>
    public string? CoreXml { get; init; }

    /// <summary>Writes the posterior variance model, which goes into <c>PATH.posterior</c> with the other files of the set, or null: none.</summary>
    public Action<Stream>? Posterior { get; init; }

    /// <summary>How the core potential is asked for (core_ip_args).</summary>
    public string CoreInitArgs { get; init; } = "IP Glue";
}
