namespace GapFit.Options;

/// <summary>How the sparse points of a coordinate are chosen (gap-math section 8); the names are those of the key <c>sparse_method</c>.</summary>
public enum SparseMethod
{
    /// <summary><c>random</c>, the default.</summary>
    Random,

    /// <summary><c>uniform</c>: a grid over the range of the descriptor.</summary>
    Uniform,

    /// <summary><c>cur_points</c>: leverage scores of the descriptor vectors.</summary>
    CurPoints,

    /// <summary><c>cur_covariance</c>: leverage scores of the normalised kernel matrix.</summary>
    CurCovariance,

    /// <summary><c>kmeans</c>: the data nearest to the centres of clusters.</summary>
    KMeans,

    /// <summary><c>farthest_point</c>: the point farthest from those chosen, again and again.</summary>
    FarthestPoint,

    /// <summary><c>none</c>: every point.</summary>
    None,

    /// <summary><c>file</c>: points with their cutoffs, read from <c>sparse_file</c>.</summary>
    File,

    /// <summary><c>index_file</c>: 1-based indices of descriptor instances, read from <c>sparse_file</c>.</summary>
    IndexFile,
}
