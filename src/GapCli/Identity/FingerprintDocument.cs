namespace GapCli.Identity;

/// <summary>The fingerprint of one frame as a JSON line: of the whole cluster, or of every atom's environment.</summary>
internal sealed record FingerprintDocument
{
    /// <summary>Index of the frame in the input, from 0.</summary>
    public required int Frame { get; init; }

    public required int Atoms { get; init; }

    /// <summary>s or sp.</summary>
    public required string Orbitals { get; init; }

    /// <summary>Eigenvalues of the cluster, descending.</summary>
    public double[]? Values { get; init; }

    /// <summary>w of the cutoff function, A.</summary>
    public double? Width { get; init; }

    /// <summary>Eigenvalues of each atom's environment, descending.</summary>
    public IReadOnlyList<double[]>? Environments { get; init; }
}
