namespace GapFit.Tests.Ranks;

/// <summary>A test under mpirun; skipped, with the reason, where that or the shim is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class MpiTheoryAttribute : TheoryAttribute
{
    public MpiTheoryAttribute()
    {
        string[] path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':');
        if (!path.Any(folder => File.Exists(Path.Combine(folder, "mpirun"))))
            Skip = "mpirun is not there: install the package openmpi-bin";
        else if (!File.Exists(MpiProgram.Shim))
            Skip = $"{MpiProgram.Shim} is not there: install the package libopenmpi-dev and run eng/build-mpi.sh";
    }
}
