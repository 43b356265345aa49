namespace GapCli.Tests;

/// <summary>The command line of a small fit to the example data; well enough conditioned for rounding not to be seen in nine digits.</summary>
internal static class FitWords
{
    public static readonly string Test = Example("test.xyz");

    public static string[] Of(string potential) =>
    [
        "fit", $"at_file={Example("train.xyz")}", "rnd_seed=42", $"gp_file={potential}",
        "gap={{distance_2b cutoff=8.0 covariance_type=ard_se theta_uniform=1.0 delta=0.5 n_sparse=15 sparse_method=uniform}"
            + " : {soap l_max=3 n_max=4 cutoff=6.0 atom_sigma=0.6 covariance_type=dot_product zeta=4 delta=0.2 n_sparse=60 sparse_method=cur_points}}",
        "default_sigma={0.01 0.1 0 0}", "sparse_jitter=1e-3", "do_copy_at_file=F",
    ];

    private static string Example(string name) => Path.Combine(Reference.Root, "examples", "na-dft-fit", name);
}
