namespace GapFit.Options;

/// <summary>Where theta comes from (gap-math section 6).</summary>
public enum LengthScaleRule
{
    /// <summary>No length scale: the kernel is a dot product with an exponent.</summary>
    None,

    /// <summary><c>theta_uniform</c>: one value for every component.</summary>
    Uniform,

    /// <summary><c>theta_fac</c>: a factor, or one per component, times the component's range over all training instances.</summary>
    Factor,

    /// <summary><c>theta_file</c>: one value per component, read from a file.</summary>
    File,
}
