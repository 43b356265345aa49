using GapCore;
using GapFit.Options;

namespace GapFit.Tests.Options;

/// <summary>What is wrong on a command line is refused in one line that says what, the value, what was expected and where.</summary>
public sealed class FitOptionsRefusalTests
{
    private const string Soap = "soap l_max=6 n_max=8 cutoff=7.5 atom_sigma=0.6 covariance_type=dot_product zeta=4 delta=0.2 n_sparse=600";

    [Theory]
    [InlineData("at_fil=t.xyz", "unknown key \"at_fil\" in the command line, expected a key of gap_fit: did you mean \"at_file\"?")]
    [InlineData("Sparse_Jitter=1", "did you mean \"sparse_jitter\"?")]
    [InlineData("colour=red", "unknown key \"colour\" in the command line, expected a key of gap_fit")]
    [InlineData("a=1", "unknown key \"a\"")]
    [InlineData("at_file=u.xyz",
        "at_file=\"t.xyz\" and at_file=\"u.xyz\" in the command line, expected one value of atoms_filename (at_file)")]
    [InlineData("atoms_filename=u.xyz", "at_file=\"t.xyz\" and atoms_filename=\"u.xyz\"")]
    [InlineData("=1", "\"=1\" in the command line, expected key=value")]
    [InlineData("e0={1", "\"{\" without \"}\"")]
    [InlineData("e0=1}", "\"}\" without \"{\"")]
    [InlineData("e0=}{", "\"}\" without \"{\"")]
    [InlineData("e0=1:2", "e0 = \"1:2\"", "{symbol:energy:...}")]
    [InlineData("e0={Ti:-1:Ti:-2}", "no name twice")]
    [InlineData("e0={Ti:-1:TI:-2}", "each element once")]
    [InlineData("e0={Xx:-1}", "e0 = \"Xx:-1\"")]
    [InlineData("e0={Ti:}", "e0 = \"Ti:\"")]
    [InlineData("e0=:", "e0 = \":\"")]
    [InlineData("e0=NaN", "e0 = \"NaN\" in the command line, expected a finite real number")]
    [InlineData("e0_offset=1e999", "e0_offset = \"1e999\"", "finite")]
    [InlineData("e0_method=mean", "e0_method = \"mean\"", "one of isolated, average")]
    [InlineData("sparse_jitter=-1", "sparse_jitter = \"-1\"", "0 or a positive number")]
    [InlineData("rnd_seed=4.2", "rnd_seed = \"4.2\"", "an integer, at least -1")]
    [InlineData("rnd_seed=-2", "rnd_seed = \"-2\"")]
    [InlineData("rnd_seed=99999999999", "rnd_seed")]
    [InlineData("dryrun=maybe", "dryrun = \"maybe\"", "T or F")]
    [InlineData("gp_file=", "gp_file = \"\"", "a text")]
    [InlineData("core_ip_args={}", "core_ip_args = \"\"")]
    [InlineData("gp_file=a\"b'c", "both kinds of quotes")]
    [InlineData("config_type_sigma={liq:1:2:3}", "config_type_sigma = \"liq:1:2:3\"", "{config_type:energy:force:virial:hessian:...}")]
    [InlineData("config_type_sigma={liq:1:2:3:x}", "config_type_sigma")]
    [InlineData("config_type_sigma={liq:1:2:3:-1}", "no number negative")]
    [InlineData("config_type_sigma={liq:1:2:3:4:liq:1:2:3:4}", "no name twice")]
    public void Top_level_mistakes(string word, params string[] says) =>
        Line.Refused(GapErrorKind.Argument, () => Line.Parse(word), says);

    [Theory]
    [InlineData("0.1")]
    [InlineData("{0.1 0.2 0.3}")]
    [InlineData("{0.1 0.2 0.3 0 0}")]
    [InlineData("{0.1 0.2 -0.3 0}")]
    [InlineData("{0.1 0.2 0,3 x}")]
    [InlineData("{}")]
    public void Default_sigma_is_four_numbers(string value) =>
        Line.Refused(GapErrorKind.Argument, () => FitOptionsParser.Parse([.. Line.Small[..2], $"default_sigma={value}"]),
            "default_sigma = ", "in the command line, expected four numbers {energy force virial hessian}");

    [Theory]
    [InlineData("export_covariance=T", "export_covariance = \"T\" in the command line is not supported, expected F")]
    [InlineData("local_property0=1", "local_property0")]
    [InlineData("template_file=t.xyz", "template_file")]
    public void Unsupported_keys(string word, params string[] says) =>
        Line.Refused(GapErrorKind.Unsupported, () => Line.Parse(word), says);

    [Fact]
    public void All_that_is_missing_is_named_at_once()
    {
        Line.Refused(GapErrorKind.Argument, () => FitOptionsParser.Parse([]), "the command line lacks atoms_filename (at_file), gap, "
            + "default_kernel_regularisation (default_sigma), expected all of these");
        Line.Refused(GapErrorKind.Argument, () => FitOptionsParser.Parse([.. Line.Small[..2]]),
            "the command line lacks default_kernel_regularisation (default_sigma), expected it");
        Line.Refused(GapErrorKind.Argument, () => Line.ParseGap($"{Line.Entry} : soap"), "gap entry 2 (soap) lacks cutoff, l_max, n_max, "
            + "atom_sigma (atom_gaussian_width), delta (energy_scale), covariance_type, n_sparse, expected all of these");
        Line.Refused(GapErrorKind.Argument, () => Line.ParseGap("angle_3b cutoff=3 delta=1 covariance_type=pp sparse_method=file"),
            "gap entry 1 (angle_3b) lacks one of theta_uniform / theta_fac / theta_file, sparse_file, expected all of these");
        Line.Refused(GapErrorKind.Argument, () => Line.ParseGap(Soap.Replace("zeta=4 ", "")),
            "gap entry 1 (soap) lacks zeta (soap_exponent), expected it");
    }

    [Theory]
    [InlineData("cutof=4", "unknown key \"cutof\" in gap entry 2 (distance_2b), expected a key of distance_2b: did you mean \"cutoff\"?")]
    [InlineData("l_max=4", "unknown key \"l_max\" in gap entry 2 (distance_2b)")]
    [InlineData("soap", "unknown key \"soap\"")]
    [InlineData("cutoff=4", "cutoff=\"5\" and cutoff=\"4\" in gap entry 2 (distance_2b), expected one value of cutoff")]
    [InlineData("energy_scale=2", "delta=\"1\" and energy_scale=\"2\"", "one value of delta (energy_scale)")]
    [InlineData("zeta=4", "zeta = \"4\"", "covariance_type=dot_product")]
    [InlineData("theta_fac=0.5", "theta_fac = \"0.5\"", "exactly one of theta_uniform, theta_fac, theta_file")]
    [InlineData("sparse_method=unifrom", "sparse_method = \"unifrom\"", "random, uniform", "did you mean \"uniform\"?")]
    [InlineData("config_type_n_sparse={a:5}", "n_sparse = \"10\"", "not besides config_type_n_sparse")]
    [InlineData("sparse_method=none config_type_n_sparse={a:5}", "config_type_n_sparse")]
    [InlineData("f0=x", "f0 = \"x\" in gap entry 2 (distance_2b), expected a finite real number")]
    [InlineData("unique_hash_tolerance=-1", "unique_hash_tolerance = \"-1\"")]
    [InlineData("add_species=2", "add_species = \"2\"", "T or F")]
    [InlineData("sparse_file={} sparse_method=file", "sparse_file = \"\"")]
    [InlineData("cutoff_transition_width=-1", "gap entry 2 (distance_2b): cutoff_transition_width=-1")]
    public void Mistakes_in_an_entry_say_which(string words, params string[] says) =>
        Line.Refused(words.StartsWith("cutoff_t") ? GapErrorKind.Format : GapErrorKind.Argument,
            () => Line.ParseGap($"{{{Soap} : {Line.Entry} {words}}}"), says);

    [Theory]
    [InlineData("delta=1", "delta=-1", "delta = \"-1\"", "a positive number")]
    [InlineData("delta=1", "delta=0", "delta = \"0\"")]
    [InlineData("theta_uniform=1", "theta_uniform=0", "theta_uniform = \"0\"")]
    [InlineData("theta_uniform=1", "theta_fac={0.5 0.5}", "theta_fac = \"0.5 0.5\"", "a positive number")]
    [InlineData("theta_uniform=1", "theta_fac=-1", "theta_fac = \"-1\"")]
    [InlineData("theta_uniform=1", "theta_fac={}", "theta_fac = \"\"")]
    [InlineData("ard_se", "dot_product zeta=2", "theta_uniform = \"1\"", "zeta is the one parameter of dot_product")]
    [InlineData("ard_se", "ard", "covariance_type = \"ard\"", "one of ard_se, gaussian, dot_product, pp")]
    [InlineData("n_sparse=10", "n_sparse=-1", "n_sparse = \"-1\"", "an integer, at least 0")]
    [InlineData("n_sparse=10", "n_sparse=0", "lacks n_sparse")]
    [InlineData("n_sparse=10", "config_type_n_sparse={a:0}", "config_type_n_sparse = \"a:0\"")]
    [InlineData("n_sparse=10", "config_type_n_sparse={a:1.5}", "config_type_n_sparse")]
    [InlineData("n_sparse=10", "config_type_n_sparse={a}", "config_type_n_sparse")]
    [InlineData("n_sparse=10", "config_type_n_sparse={}", "config_type_n_sparse")]
    [InlineData("distance_2b", "", "gap entry 1", "has no name")]
    [InlineData("n_sparse=10", "n_sparse=10 :", "gap entry 2 is empty")]
    [InlineData("distance_2b", ": distance_2b", "gap entry 1 is empty")]
    public void Malformed_entries(string from, string to, params string[] says) =>
        Line.Refused(GapErrorKind.Argument, () => Line.ParseEntry(Line.Entry.Replace(from, to)), says);

    [Theory]
    [InlineData("distance_2b", "distance_Nb", "\"distance_Nb\" in gap entry 1 is not supported", "did you mean \"distance_2b\"?")]
    [InlineData("distance_2b", "soap_turbo", "\"soap_turbo\"", "soap, distance_2b or angle_3b")]
    [InlineData("ard_se", "BOND_REAL_SPACE", "covariance_type = \"BOND_REAL_SPACE\" in gap entry 1 (distance_2b) is not supported")]
    [InlineData("n_sparse=10", "n_sparse=10 sparse_method=fuzzy", "sparse_method = \"fuzzy\"", "random, uniform")]
    [InlineData("n_sparse=10", "n_sparse=10 sparse_method=CLUSTER", "sparse_method = \"CLUSTER\"")]
    [InlineData("n_sparse=10", "n_sparse=10 sparse_method=pivot", "sparse_method = \"pivot\"")]
    [InlineData("n_sparse=10", "n_sparse=10 sparse_method=covariance", "sparse_method = \"covariance\"")]
    [InlineData("n_sparse=10", "n_sparse=10 only_intra=T", "gap entry 1 (distance_2b): distance_2b key only_intra=T is not supported")]
    public void Unsupported_entries(string from, string to, params string[] says) =>
        Line.Refused(GapErrorKind.Unsupported, () => Line.ParseEntry(Line.Entry.Replace(from, to)), says);

    [Fact]
    public void Hostile_texts_are_shown_short_and_in_one_line()
    {
        string endless = new('x', 100_000);
        Line.Refused(GapErrorKind.Argument, () => Line.Parse($"{endless}=1"), "unknown key");
        Line.Refused(GapErrorKind.Argument, () => Line.Parse("a\nb\u0001=1"), "unknown key \"a b?\"");
        Line.Refused(GapErrorKind.Argument, () => Line.Parse($"e0={endless}"), "e0 = ");
        Line.Refused(GapErrorKind.Argument, () => Line.Parse(new string('{', 100_000)), "without");
        Line.Refused(GapErrorKind.Argument, () => Line.Parse(new string('x', 1 << 20)), "expected at most");
    }
}
