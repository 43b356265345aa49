using GapCore.Numerics;

namespace GapCore.Potentials;

/// <summary>What the posterior variance of a fit needs beside its potential (docs/variance.md). Immutable.</summary>
/// <param name="Prior">L of K_mm = L L^T, coordinate by coordinate.</param>
/// <param name="Posterior">R^T of R^T R = K_mm + K_mn Lambda^-1 K_nm, all coordinates together.</param>
internal sealed record PosteriorModel(IReadOnlyList<LowerTriangle> Prior, LowerTriangle Posterior);
