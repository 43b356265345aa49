using GapCore;
using GapFit.Options;

namespace GapFit.Tests.Options;

/// <summary>The command line that the potential file keeps says the same as the one that was given.</summary>
public sealed class CommandLineTests
{
    private const string Soap = "soap l_max=6 n_max=8 cutoff=7.5 atom_sigma=0.6 covariance_type=dot_product zeta=4 delta=0.2 n_sparse=600";

    [Theory]
    [InlineData("gp_file=a b.xml", "gp_file={a b.xml}")]
    [InlineData("gp_file={a b.xml}", "gp_file={a b.xml}")]
    [InlineData("gp_file=it's.xml", "gp_file=\"it's.xml\"")]
    [InlineData("gp_file=6\"x9\".xml", "gp_file='6\"x9\".xml'")]
    [InlineData("gp_file={a}{b}.xml", "gp_file={{a}{b}.xml}")]
    [InlineData("gp_file=a=b.xml", "gp_file=a=b.xml")]
    [InlineData("parameter_name_prefix=", "parameter_name_prefix={}")]
    [InlineData("core_ip_args=IP Glue", "core_ip_args={IP Glue}")]
    [InlineData("e0={Ti:-150.0:O:-320.0}", "e0={Ti:-150.0:O:-320.0}")]
    [InlineData("dryrun", "dryrun")]
    public void Values_get_the_quotes_that_they_need(string word, string kept)
    {
        FitOptions options = Line.Parse(word);
        Assert.Equal($"at_file=t.xyz gap={{{Line.Entry}}} default_sigma={{0.1 0.2 0.3 0}} {kept}", options.CommandLine);
        RequireSameAgain(options);
    }

    [Theory]
    [InlineData($"{{{Line.Entry} : {Soap}}}")]
    [InlineData($"{{{{{Line.Entry}}}:{{{Soap} species_Z={{14 6}} n_species=2 add_species=F}}}}")]
    [InlineData($"{Line.Entry} print_sparse_index={{a b}}:{Soap} add_species=T")]
    [InlineData($"{{{Line.Entry} print_sparse_index=\"a:b c\" ; {Soap}}}")]
    public void Entries_come_back(string gap) => RequireSameAgain(Line.ParseGap(gap));

    /// <summary>Pieces of command lines in random order: read, and then equal to what its own command line says; or refused.</summary>
    [Fact]
    public void Random_lines_are_refused_or_come_back()
    {
        string[] pieces =
        [
            "{", "}", "{", "}", ":", ";", " ", "=", "\"", "'", "\n", "\u0085", "\0", "#", ",", "soap", Soap, Line.Entry, $"{{{Soap}}}",
            "theta_fac", "0.5", "1d-3", "add_species=T", "cutoff=3", "species_Z=", "config_type_n_sparse=", "a:5", "default_sigma=", "0.1 0.2 0.3 0",
            "e0=", "Ti:-1", "config_type_sigma=", "liq:1:2:3:4", "gp_file=",
        ];
        Random random = new(20260131);
        int understood = 0;
        for (int trial = 0; trial < 20_000; trial++)
        {
            List<string> words = [.. Line.Small];
            int place = random.Next(words.Count + 1);
            string noise = string.Concat(random.GetItems(pieces, random.Next(1, 8)));
            if (place == words.Count)
                words.Add(noise);
            else
                words[place] = words[place].Insert(random.Next(words[place].Length + 1), noise);
            try
            {
                RequireSameAgain(FitOptionsParser.Parse(words));
                understood++;
            }
            catch (GapException refusal)
            {
                Assert.DoesNotContain('\n', refusal.Message);
            }

            try
            {
                FitOptionsParser.ParseText(string.Join(' ', words), "a test");
            }
            catch (GapException)
            {
                // Refused: all that is asked.
            }
        }

        Assert.InRange(understood, 100, 19_900);
    }

    private static void RequireSameAgain(FitOptions options)
    {
        FitOptions again;
        try
        {
            again = FitOptionsParser.ParseText(options.CommandLine, "the command line");
        }
        catch (GapException refusal)
        {
            throw new InvalidOperationException($"{options.CommandLine}: {refusal.Message}", refusal);
        }

        Assert.Equal(Line.Content(options), Line.Content(again));
    }
}
