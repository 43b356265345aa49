"""How the style behaves inside LAMMPS: clear, restart, minimisers, fixes, empty ranks, partitions, heat flux, variance."""

import numpy as np
import pytest
from lammps_host import SI_SW, Lammps

SILICON = """units metal
atom_modify map yes
lattice diamond 5.431
region box block 0 2 0 2 0 2
create_box 1 box
create_atoms 1 box
mass * 28.0855
displace_atoms all random 0.1 0.1 0.1 4711 units box
"""
DIGITS = "thermo_style custom step pe etotal vol lx press\nthermo_modify format float %.17g\n"
NATIVE = f"pair_style sw\npair_coeff * * {SI_SW} Si\n"


def bridge(oracle, model="si.sw", settings="") -> str:
    return f"pair_style gapsharp {settings}\npair_coeff * * {oracle.library}/{model} Si\n"


def pe(run) -> np.ndarray:
    return run.thermo()[:, 1]


def test_clear(oracle, tmp_path):
    """After `clear` the launcher still has the style; the plugin is loaded again, as LAMMPS 2021 wants."""
    body = SILICON + bridge(oracle) + DIGITS + "run 0\n"
    run = oracle.run(body + "clear\n" + oracle.preamble() + body + "clear\n" + oracle.preamble() + body, tmp_path)
    assert len(set(pe(run))) == 1 and len(pe(run)) == 3


def test_restart(oracle_launcher, tmp_path):
    """A restart file carries no coefficients; with the style given again the run goes on as if never stopped."""
    start = SILICON + bridge(oracle_launcher) + DIGITS + "velocity all create 600 1\nfix 1 all nve\n"
    through = oracle_launcher.run(start + "run 10\nwrite_restart r\nrun 10\n", tmp_path)
    again = "read_restart r\n" + bridge(oracle_launcher) + DIGITS + "fix 1 all nve\nrun 10\n"
    again = oracle_launcher.run(again, tmp_path)
    np.testing.assert_allclose(again.thermo()[-1], through.thermo()[-1], rtol=1e-10)


@pytest.mark.parametrize("relax", ["", "fix relax all box/relax aniso 5000.0 vmax 0.005"])
def test_minimise(oracle_launcher, tmp_path, relax):
    """Same path and end as pair_style sw, with a fixed and a free box."""
    tail = DIGITS + f"{relax}\nmin_modify norm max\nminimize 0 1e-6 200 2000\n"
    (tmp_path / "sw").mkdir()
    expected = oracle_launcher.run(SILICON + NATIVE + tail, tmp_path / "sw").thermo()
    found = oracle_launcher.run(SILICON + bridge(oracle_launcher) + tail, tmp_path).thermo()
    assert expected[-1, 1] < expected[0, 1] - 1.0
    np.testing.assert_allclose(found[-1, 1:5], expected[-1, 1:5], rtol=1e-8)


def test_adapt_scale(oracle_launcher, tmp_path):
    """fix adapt scales energies and forces of all atoms of the type; reset brings them back."""
    tail = "variable s equal 0.25\nfix a all adapt 1 pair gapsharp scale 1 1 v_s reset yes\nfix 1 all nve\nrun 0\nunfix a\nrun 0\n"
    values = "thermo_style custom step pe fnorm press\nthermo_modify format float %.17g\n"
    run = oracle_launcher.run(SILICON + bridge(oracle_launcher) + values + "run 0\n" + tail, tmp_path).thermo()
    np.testing.assert_allclose(run[1, 1:], 0.25 * run[0, 1:], rtol=1e-13)
    np.testing.assert_allclose(run[2, 1:], run[0, 1:], rtol=1e-13)


def test_ranks_without_atoms(oracle_launcher, tmp_path):
    """A cluster in one corner of the box, so that three of four ranks own nothing."""
    text = SILICON.replace("region box block 0 2 0 2 0 2", "region box block 0 12 0 2 0 2\nregion part block 0 2 0 2 0 2")
    text = text.replace("create_atoms 1 box", "create_atoms 1 region part") + bridge(oracle_launcher) + DIGITS + "fix 1 all nve\nrun 5\n"
    one = oracle_launcher.run(text, tmp_path).thermo()
    four = oracle_launcher.run("processors 4 1 1\n" + text, tmp_path, ranks=4)
    assert "0 min" in four.output
    np.testing.assert_allclose(four.thermo(), one, rtol=1e-10)


def test_partitions(oracle_launcher, tmp_path):
    """Two LAMMPS instances in one mpirun, as lmp itself runs them, with different models."""
    text = "variable m world si.sw half.sw\n" + SILICON + bridge(oracle_launcher, "${m}") + DIGITS + "run 0\n"
    oracle_launcher.run(text, tmp_path, ranks=2, arguments=("-partition", "2x1", "-screen", "screen"))
    values = []
    for part in range(2):
        lines = (tmp_path / f"screen.{part}").read_text().splitlines()
        values.append(float(lines[[k for k, line in enumerate(lines) if line.startswith("Step")][0] + 1].split()[1]))
    assert values[0] == pytest.approx(2 * values[1], rel=1e-13)


def test_rerun(oracle_launcher, tmp_path):
    """Energies along a dumped trajectory are those of the run."""
    start = SILICON + bridge(oracle_launcher) + DIGITS
    dump = "velocity all create 600 1\nfix 1 all nve\nthermo 5\ndump d all custom 5 t.dump id x y z\ndump_modify d format float %.17g\n"
    run = oracle_launcher.run(start + dump + "run 10\n", tmp_path)
    again = oracle_launcher.run(start + "thermo 5\nrerun t.dump dump x y z\n", tmp_path)
    np.testing.assert_allclose(pe(again), pe(run), rtol=1e-13)


@pytest.mark.parametrize("ranks", [1, 2])
def test_variance(oracle_launcher, tmp_path, ranks):
    """Every fifth step the variance of each atom lies in d_gap; between, the last one stays."""
    text = SILICON + "fix v all property/atom d_gap\n" + bridge(oracle_launcher, "site.sw", "variance 5 d_gap")
    text += "compute e all pe/atom\nfix 1 all nve\ndump d all custom 1 v.dump id d_gap c_e\ndump_modify d format float %.17g\nrun 6\n"
    frames = oracle_launcher.run(text, tmp_path, ranks).dumps("v.dump")
    for step in (0, 5):
        np.testing.assert_allclose(frames[step][:, 0], (0.01 * frames[step][:, 1]) ** 2, rtol=1e-12)
    for step in (1, 4):
        np.testing.assert_array_equal(frames[step][:, 0], frames[0][:, 0])


def test_variance_in_units_real(oracle_launcher, tmp_path):
    """(kcal/mol)^2, as the energies are in kcal/mol."""
    text = SILICON.replace("units metal", "units real") + "fix v all property/atom d_gap\n"
    text += bridge(oracle_launcher, "site.sw", "variance 1 d_gap")
    text += "compute e all pe/atom\ndump d all custom 1 v.dump id d_gap c_e\ndump_modify d format float %.17g\nrun 0\n"
    frame = oracle_launcher.run(text, tmp_path).dump("v.dump")
    np.testing.assert_allclose(frame[:, 0], (0.01 * frame[:, 1]) ** 2, rtol=1e-12)


def test_heat_flux(oracle_launcher, tmp_path):
    """For a free cluster the flux by centroid stresses is the time derivative of sum r_i e_i."""
    from heat_flux import assert_consistent

    text = SILICON.replace("units metal", "units metal\nboundary f f f").replace("block 0 2 0 2 0 2", "block -1 3 -1 3 -1 3\nregion ball sphere 1 1 1 0.9")
    assert_consistent(oracle_launcher, text.replace("create_atoms 1 box", "create_atoms 1 region ball") + bridge(oracle_launcher, "site.sw"), tmp_path)


def test_memory_is_accounted(oracle_launcher, tmp_path):
    run = oracle_launcher.run(SILICON + bridge(oracle_launcher) + "run 0\n", tmp_path)
    assert "Per MPI rank memory allocation" in run.output


def test_launcher_is_lmp(tmp_path):
    """Arguments, standard input and exit codes are those of lmp."""
    launcher = Lammps("launcher")
    run = launcher.start([launcher.executable(), "-help"], tmp_path)
    assert "Usage example" in run.output
    run = launcher.start([launcher.executable(), "-log", "none", "-var", "x", "7", "-in", "/dev/null"], tmp_path)
    assert run.returncode == 0
    (tmp_path / "in.lammps").write_text("print 'x is ${x}'\nquit 3\n")
    run = launcher.start([launcher.executable(), "-log", "none", "-var", "x", "7", "-in", "in.lammps"], tmp_path, ok=False)
    assert "x is 7" in run.output and run.returncode == 3
