using GapAnalysis.Thermodynamics;
using GapCore;
using GapCore.Tests.IO;

namespace GapAnalysis.Tests.Thermodynamics;

/// <summary>LAMMPS logs and tables, good and malformed.</summary>
public sealed class EnergyFileTests
{
    private const string Table = """
        LAMMPS (29 Sep 2021 - Update 2)
        units metal
        fix 1 all nvt temp ${T} ${T} 0.1
        fix 1 all nvt temp 300 300 0.1
        minimize 0 1e-4 100 1000
        Per MPI rank memory allocation (min/avg/max) = 3.1 | 3.1 | 3.1 Mbytes
        Step Temp E_pair E_mol TotEng Press
               0   0   -9.0   0  -9.0   1.5
              10   0   -9.5   0  -9.5   1.5
        Loop time of 0.1 on 1 procs for 10 steps with 13 atoms
        run 20
        Per MPI rank memory allocation (min/avg/max) = 3.1 | 3.1 | 3.1 Mbytes
           Step          Temp          E_pair         E_mol          TotEng         Press
               0   310   -9.0   0.25  -8.0   1.5
        WARNING: something in between
              10   290   -8.5   0.25  -8.0   1.5
              20   295   -8.0   0.25  -8.0  -1.5
        Loop time of 0.1 on 1 procs for 20 steps with 13 atoms

        """;

    private static IReadOnlyList<EnergySeries> Read(string text, double? temperature = null) =>
        EnergyFile.Read(new StringReader(text), "log", new EnergyColumns(), temperature);

    private static string Run(string rows, string before = "") =>
        $"units metal\n{before}run 10\n{rows}Loop time of 1 on 1 procs for 10 steps with 7 atoms\n";

    [Fact]
    public void A_table_gives_the_run_without_the_minimisation()
    {
        EnergySeries series = Assert.Single(Read(Table));
        Assert.Equal([-8.75, -8.25, -7.75], series.Energies);
        Assert.Equal(300, series.Temperature);
        Assert.Equal(13, series.Atoms);
        Assert.Equal("metal", series.Units);
        Assert.Equal(250, Assert.Single(Read(Table, 250)).Temperature);
    }

    [Fact]
    public void Several_lines_a_step_are_read()
    {
        EnergySeries series = Assert.Single(Read(Run("""
            ---------------- Step        0 ----- CPU =      0.0000 (sec) ----------------
            TotEng   =        -1.5 KinEng   =         0.5 Temp     =       100.0
            PotEng   =        -2.0 E_bond   =         0.0 E_angle  =         0.0
            ------------ Step             10 ----- CPU =  0.1 (sec) -------------
            TotEng   =        -1.5 KinEng   =         0.5 Temp     =       102.0
            PotEng   =        -2.5 E_bond   =         0.0 E_angle  =         0.0

            """)));
        Assert.Equal([-2.0, -2.5], series.Energies);
        Assert.Equal(101, series.Temperature);
    }

    [Fact]
    public void Yaml_is_read_in_a_log_and_by_itself()
    {
        const string yaml = """
            ---
            keywords: ['Step', 'Temp', 'PotEng', ]
            data:
              - [0, 100, -2.0, ]
              - [10, 102, -2.5, ]
            ...

            """;
        Assert.Equal([-2.0, -2.5], Assert.Single(Read(yaml)).Energies);
        Assert.Equal([-2.0, -2.5], Assert.Single(Read(Run(yaml))).Energies);
        Assert.Equal(101, Assert.Single(Read(yaml)).Temperature);
        Assert.Equal([2, 2], Read(yaml + yaml).Select(run => run.Energies.Count));
    }

    [Fact]
    public void Every_run_of_a_log_is_a_series_and_a_ramp_is_none()
    {
        const string rows = "Step Temp PotEng\n0 1 -2\n10 1 -3\n";
        IReadOnlyList<EnergySeries> series = Read(
            Run(rows, "fix 1 all langevin 100 200 0.1 7\n") + Run(rows, "fix 1 all langevin 200 200 0.1 7\n")
            + Run(rows, "unfix 1\nfix 3 all momentum 100 linear 1 1 1\nfix 2 all temp/csvr 250 250 0.1 7\n"));
        Assert.Equal([200, 250], series.Select(one => one.Temperature));
        Assert.Equal("log, run 2", series[1].Source);
    }

    [Fact]
    public void Columns_need_not_begin_with_the_step() => Assert.Equal(
        [-2.0, -3.0], Assert.Single(Read(Run("Per MPI rank memory allocation\nTemp PotEng\n1 -2\n1 -3\n"))).Energies);

    [Theory]
    [InlineData("temperature,energy\n300,-1\n310,-5\n300,-2\n310,-6\n")]
    [InlineData("Energy;x;TEMPERATURE\n-1;0;300\n-5;0;310\n\n-2;0;300\n-6;0;310\n")]
    [InlineData("# temperature energy\n 300  -1.0D0\n# in between\n310 -5\n300 -2\n310\t-6e0\n")]
    public void Tables_are_read_by_the_names_of_their_columns(string text)
    {
        IReadOnlyList<EnergySeries> series = Read(text);
        Assert.Equal([300, 310], series.Select(one => one.Temperature));
        Assert.Equal([-1, -2], series[0].Energies);
        Assert.Equal([-5, -6], series[1].Energies);
    }

    [Fact]
    public void Columns_may_have_other_names_and_the_temperature_may_be_given() => Assert.Equal(
        [1.5, 2.5],
        Assert.Single(EnergyFile.Read(new StringReader("t,V\n0,1.5\n1,2.5\n"), "md.csv", new EnergyColumns("T", "v"), 77)).Energies);

    [Theory]
    [InlineData("", "log is empty")]
    [InlineData("nothing\nof the kind\n", "no run")]
    [InlineData("temperature,energy\n", "no rows")]
    [InlineData("temperature,energy\n300,-1\n300\n", "log:3", "1 cells", "expected 2")]
    [InlineData("temperature,energy\n300,-1\n300,low\n", "log:3", "energy \"low\"")]
    [InlineData("temperature,energy\n300,-1\n300,nan\n", "log:3", "finite")]
    [InlineData("step,energy\n0,-1\n", "log:1", "\"temperature\"")]
    [InlineData("Step Temp PotEng\n0 1 -2\n10 1\n", "log:3", "2 numbers", "expected 3")]
    [InlineData("Step Temp PotEng\n0 1 -2\n10 1 nan\n", "log:3", "PotEng \"nan\"")]
    [InlineData("Step Temp Press\n0 1 -2\n", "log:1", "expected PotEng")]
    [InlineData("keywords: [Step, PotEng]\n - [0, -1]\n - [1, -2, 3]\n", "log:3", "3 numbers")]
    [InlineData("Step PotEng\n0 -1\n1 -2\n", "no temperature")]
    public void Malformed_text_is_refused(string text, params string[] says) =>
        Refusal.Of(GapErrorKind.Format, () => Read(text), says);

    [Fact]
    public void What_would_be_misread_is_refused()
    {
        const string rows = "Step Temp PotEng\n0 1 -2\n10 1 -3\n";
        Refusal.Of(GapErrorKind.Unsupported, () => Read("units lj\nrun 1\n" + rows), "per atom", "norm no");
        Assert.Single(Read("units lj\nthermo_modify norm no\nrun 1\n" + rows));
        Refusal.Of(GapErrorKind.Unsupported, () => Read("temper 100 10 300 1 1 1\n" + rows), "log:1", "temper");
    }
}
