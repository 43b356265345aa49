namespace GapFit.Tests.Ranks;

/// <summary>Several processes under mpirun.</summary>
public sealed class MpiTests
{
    [MpiTheory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Processes_keep_to_the_contract(int ranks)
    {
        using var program = new MpiProgram();
        (int code, string output, string errors) = program.Run(ranks, "contract");
        Assert.True(code == 0, output + errors);
        Assert.Equal(Enumerable.Range(0, ranks).Select(rank => $"rank {rank} of {ranks} done"), Lines(output).Order());
    }

    [MpiTheory]
    [InlineData(3)]
    public void An_error_that_all_hear_of_is_printed_once(int ranks)
    {
        using var program = new MpiProgram();
        (int code, _, string errors) = program.Run(ranks, "shared-error");
        Assert.Equal(1, code);
        Assert.Equal(["probe: error: rank 1 has met a number that it does not like"], Messages(errors));
    }

    [MpiTheory]
    [InlineData(3)]
    public void An_error_of_one_process_ends_the_waiting_ones(int ranks)
    {
        using var program = new MpiProgram();
        (int code, _, string errors) = program.Run(ranks, "lonely-error");
        Assert.Equal(1, code);
        Assert.Equal(["probe: error: rank 2 has met a number that it does not like"], Messages(errors));
    }

    [MpiTheory]
    [InlineData(2)]
    public void Without_the_shim_several_ranks_are_refused_and_one_is_not(int ranks)
    {
        using var program = new MpiProgram(withShim: false);
        (int code, _, string errors) = program.Run(ranks, "contract");
        Assert.NotEqual(0, code);
        Assert.All(Messages(errors), message => Assert.StartsWith("probe: error: started as one of 2 ranks, but \"", message));
        Assert.NotEmpty(Messages(errors));

        Assert.Equal(0, program.Run(0, "contract").Code);
        Assert.Equal(0, program.Run(1, "contract").Code);
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The probe's own lines, without what mpirun adds.</summary>
    private static string[] Messages(string errors) => [.. Lines(errors).Where(line => line.StartsWith("probe: ", StringComparison.Ordinal))];
}
