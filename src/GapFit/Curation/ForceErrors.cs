using GapCore;
using GapCore.IO.ExtendedXyz;
using GapCore.Potentials;
using GapFit.Validation;

namespace GapFit.Curation;

/// <summary>How wrong a potential's forces are for configurations of a pool.</summary>
public static class ForceErrors
{
    /// <summary>max_i |dF_i| (eV/A) of each candidate; null where its data hold no forces.</summary>
    /// <param name="potential">The potential.</param>
    /// <param name="pool">Every frame of the pool, in the order in which the candidates were numbered.</param>
    /// <param name="candidates">Configurations of the pool, in ascending order.</param>
    /// <param name="options">Names of the data and threads.</param>
    /// <exception cref="GapException">As <see cref="Validator.Validate"/>; Format: no candidate has forces.</exception>
    public static IReadOnlyList<double?> Of(
        GapPotential potential, IEnumerable<ExtendedXyzFrame> pool, IReadOnlyList<PoolFrame> candidates, ValidationOptions options)
    {
        HashSet<int> wanted = [.. candidates.Select(candidate => candidate.Index)];
        IEnumerable<ExtendedXyzFrame> frames = pool.Where((_, index) => wanted.Contains(index));
        double?[] errors = [.. Validator.Validate(potential, frames, options).Frames.Select(frame => frame.MaxForceError)];
        return errors.Any(error => error is not null)
            ? errors
            : throw new GapException(GapErrorKind.Format,
                $"{errors.Length} configurations without forces ({options.Keys.Force}), expected some: their errors are compared");
    }
}
