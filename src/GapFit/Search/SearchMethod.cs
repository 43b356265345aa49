namespace GapFit.Search;

/// <summary>Which points of a stage are fitted.</summary>
public enum SearchMethod
{
    /// <summary><c>grid</c>: all.</summary>
    Grid,

    /// <summary><c>random</c>: some, chosen at random.</summary>
    Random,

    /// <summary>
    /// <c>halving</c>: all, or some at random, cheaply at first; the best part of them again with more, until the last have everything
    /// (Jamieson and Talwalkar 2016, arXiv:1502.07943).
    /// </summary>
    Halving,
}

/// <summary>What grows from round to round of <see cref="SearchMethod.Halving"/>.</summary>
public enum HalvingResource
{
    /// <summary><c>n_sparse</c>: the sparse points of every coordinate.</summary>
    SparsePoints,

    /// <summary><c>structures</c>: the training structures.</summary>
    Structures,
}
