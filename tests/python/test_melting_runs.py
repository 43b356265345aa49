"""gapsharp.melting with LAMMPS: what it samples, and that nothing is lost when it is killed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from ase import Atoms
from ase.io import read
from gapsharp.gupta import Gupta
from gapsharp.melting import Segments, known_temperatures, read_samples
from gapsharp.melting.__main__ import main
from gapsharp.melting.programs import find_program
from gapsharp.melting.start import write_data

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "na-clusters"
BOLTZMANN = 8.617333262e-5
LENNARD_JONES = ["--icosahedron", "Na13", "--pair-style", "lj/cut 30.0", "--pair-coeff", "1 1 0.1 3.0"]
"""Epsilon/k is 1,160 K: the cluster melts at 329 K (T* = 0.2835)."""

RUN = ["--timestep", "4", "--sample", "40", "--frame", "400", "--bootstrap", "20", "--jobs", "2"]


def study(folder: Path, *options: str) -> list[str]:
    return [*LENNARD_JONES, *RUN, "--output", str(folder), *options]


def energies(folder: Path) -> dict[float, bytes]:
    """The joined energies of every temperature."""
    return {temperature: (Segments(folder, temperature).folder / "energies.csv").read_bytes() for temperature in known_temperatures(folder)}


def test_a_cold_cluster_has_the_energy_of_its_vibrations(tmp_path, capsys):
    """Equipartition over 3N - 6 modes to 3 %: with LAMMPS' own count of degrees of freedom it would be 9 % more."""
    assert main(study(tmp_path, "--temperatures", "15,20", "--time", "160", "--segment", "80")) == 0
    printed = capsys.readouterr()
    assert read(tmp_path / "start.xyz").get_chemical_formula() == "Na13"
    lowest = -4.4326801
    samples = read_samples(Segments(tmp_path, 15.0).folder / "energies.csv")
    assert len(samples.energy) == 3600
    assert samples.energy[400:].mean() - lowest == pytest.approx(33 / 2 * BOLTZMANN * 15, rel=0.04)
    assert samples.kinetic[400:].mean() == pytest.approx(15, rel=0.02)
    assert not samples.wall.any() and samples.farthest.max() < 4
    summary = json.loads((tmp_path / "summary.json").read_text())
    assert [row["temperature"] for row in summary["temperatures"]] == [15, 20]
    assert all(0.005 < row["lindemann"] < 0.06 and row["fragmented"] == 0 and row["contained"] == 0 for row in summary["temperatures"])
    assert summary["heat_capacity_unit"] == pytest.approx((39 - 4.5) * BOLTZMANN)
    assert "heat capacity has no maximum" in printed.err and "No maximum of the heat capacity." in printed.out
    assert (tmp_path / "melting.png").read_bytes().startswith(b"\x89PNG")
    assert "| 15 | 160 |" in (tmp_path / "summary.md").read_text()
    curve = (tmp_path / "heat-capacity.csv").read_text().splitlines()
    assert len(curve) > 300


def test_temperatures_are_added_where_histograms_do_not_overlap(tmp_path, capsys):
    assert main(study(tmp_path, "--temperatures", "20,60", "--time", "20", "--overlap", "0.3")) == 0
    assert "histograms overlap by less than 30 %; added: " in capsys.readouterr().out
    ladder = known_temperatures(tmp_path)
    assert len(ladder) > 4 and ladder[0] == 20 and ladder[-1] == 60
    summary = json.loads((tmp_path / "summary.json").read_text())
    assert all(row["overlap_with_next"] > 0.2 for row in summary["temperatures"][:-1])


def test_a_hot_cluster_evaporates_and_is_contained(tmp_path, capsys):
    assert main(study(tmp_path, "--temperatures", "700", "--time", "40", "--discard", "10", "--radius", "9")) == 0
    (row,) = json.loads((tmp_path / "summary.json").read_text())["temperatures"]
    assert 9 < row["farthest"] < 11 and row["contained"] > 0.2 and row["fragmented"] > 0.2
    assert row["kinetic"] == pytest.approx(700, rel=0.05)
    samples = read_samples(Segments(tmp_path, 700.0).folder / "energies.csv")
    assert samples.wall.max() > 0 and len(samples.energy) == 750
    assert "% of the structures are in pieces" in capsys.readouterr().err


def start(folder: Path, *options: str) -> subprocess.Popen:
    return subprocess.Popen([sys.executable, "-m", "gapsharp.melting", *study(folder, *options)], stdout=subprocess.DEVNULL,
                            stderr=subprocess.PIPE, text=True, start_new_session=True)


LADDER = ("--temperatures", "250,300,350", "--time", "64", "--segment", "16")


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("undisturbed")
    assert main(study(folder, *LADDER)) == 0
    return folder


def wait_for(folder: Path, segments: int) -> None:
    limit = time.monotonic() + 60
    while sum(len(Segments(folder, each).ends()) for each in known_temperatures(folder)) < segments:
        assert time.monotonic() < limit
        time.sleep(0.02)


def test_killed_at_any_moment_it_goes_on_to_the_same_energies(tmp_path, undisturbed):
    for kills in (1, 4, 8):
        process = start(tmp_path, *LADDER)
        wait_for(tmp_path, kills)
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
    assert main(study(tmp_path, *LADDER)) == 0
    assert energies(tmp_path) == energies(undisturbed) and sorted(energies(tmp_path)) == [250, 300, 350]
    assert not list(tmp_path.glob("T*/*.part*"))
    assert all(len(list(folder.glob("*.restart"))) == 2 for folder in tmp_path.glob("T*"))


def test_if_only_the_starter_is_killed_its_lammps_is_waited_for(tmp_path, undisturbed):
    process = start(tmp_path, *LADDER)
    wait_for(tmp_path, 3)
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    assert main(study(tmp_path, *LADDER)) == 0
    assert energies(tmp_path) == energies(undisturbed)


def test_parts_of_a_job_array_make_one_study(tmp_path, undisturbed):
    parts = [start(tmp_path, *LADDER, "--part", f"{index}/2", "--jobs", "1") for index in (1, 2)]
    for part in parts:
        assert part.wait(120) == 0, part.communicate()
    assert not (tmp_path / "summary.json").exists()
    assert main(study(tmp_path, *LADDER)) == 0
    assert energies(tmp_path) == energies(undisturbed)


def test_a_longer_time_goes_on_and_other_settings_do_not(tmp_path, undisturbed, capsys):
    assert main(study(tmp_path, *LADDER[:2], "--time", "16", "--segment", "40")) == 0
    assert main(study(tmp_path, "--time", "32", "--segment", "40")) == 0
    # The undisturbed study has a restart at the same step; it leaves out 6.4 ps, this one 3.2.
    for temperature, rows in energies(undisturbed).items():
        header, *longer = energies(tmp_path)[temperature].splitlines()
        assert len(longer) == 720 and longer[80:] == rows.splitlines()[1:641]
    (tmp_path / "T0400.00").mkdir()  # a temperature that has not begun
    assert main(study(tmp_path, "--analyse", "--time", "16")) == 0
    assert len(json.loads((tmp_path / "summary.json").read_text())["temperatures"]) == 3
    assert main(study(tmp_path, "--analyse", "--discard", "99")) == 1
    assert "has no run longer than what is left out of each" in capsys.readouterr().err
    commands = (tmp_path / "potential.in").read_text()
    assert main(study(tmp_path, "--pair-coeff", "1 1 0.2 3.0")) == 1
    assert "potential is" in capsys.readouterr().err and (tmp_path / "potential.in").read_text() == commands
    assert main(study(tmp_path, "--time", "0.4", "--discard", "0.1")) == 1
    assert "--time is 0.4 ps, expected at least 10 energies of each run" in capsys.readouterr().err
    assert main(study(tmp_path, "--timestep", "2")) == 1
    assert capsys.readouterr().err.startswith("error: timestep is 2.0, expected 4.0 as in")
    assert main([*study(tmp_path)[2:], "--icosahedron", "Na55"]) == 1
    assert "start is Na55, expected Na13 as in" in capsys.readouterr().err


def test_lammps_errors_are_told_in_one_line(tmp_path, capsys):
    for options, message in ((["--pair-style", "nonsense", "--pair-coeff", "* *"], "Unrecognized pair style 'nonsense'"),
                             (["--pair-style", "lj/cut 9", "--pair-coeff", "1 7 0.1 3"], "ERROR"),
                             (["--model", "none.xml"], "expected either --model FILE or --pair-style STYLE"),
                             (["--lammps", str(tmp_path / "none")], "cannot run"),
                             (["--temperatures", "0.001"], "expected 1 to 1000 from 0.01 K")):
        assert main([*study(tmp_path / "study"), "--temperatures", "100", "--time", "1", *options]) == 1
        said = capsys.readouterr().err
        assert said.startswith("error: ") and message in said and said.count("\n") == 1, said
    assert main(study(tmp_path / "other")) == 1
    assert "no temperatures are given, expected --from K --to K, or --temperatures" in capsys.readouterr().err


def test_a_gap_melts_through_mpi(models, tmp_path):
    assert main(["--icosahedron", "Na13", "--model", str(models["na-dft"]), "--temperatures", "150", "--time", "0.6", "--segment", "0.4",
                 "--frame", "100", "--bootstrap", "0", "--jobs", "1", "--mpirun", "mpirun -np 2 --bind-to none",
                 "--output", str(tmp_path)]) == 0
    summary = json.loads((tmp_path / "summary.json").read_text())
    assert summary["settings"]["potential"] == ["pair_style gapsharp", "pair_coeff * * na.xml Na"]
    assert [row["picoseconds"] for row in summary["temperatures"]] == [0.6]
    assert all(row["samples"] == 27 for row in summary["temperatures"])


def test_the_inputs_of_the_study_run_as_they_are(models, tmp_path):
    (tmp_path / "examples").symlink_to(EXAMPLES.parent)
    lammps = [find_program("lmp-gapsharp", "GAPSHARP_LAMMPS"), "-screen", "none", "-var", "model", str(models["na-dft"])]
    melt = [*lammps, "-in", str(EXAMPLES / "in.melt"), "-log", "log.281K", "-var", "picoseconds", "0.4"]
    subprocess.run(melt, cwd=tmp_path, check=True, timeout=120)
    quench = [*lammps, "-in", str(EXAMPLES / "in.quench"), "-log", "log.quench", "-var", "trajectory", "na55.281K.dump", "-var", "last", "200"]
    subprocess.run(quench, cwd=tmp_path, check=True, timeout=120)
    quenched = np.loadtxt(tmp_path / "quench.dat")
    assert quenched[:, 0].tolist() == [0, 100, 200]
    # So early every structure relaxes back to the icosahedron that the dynamics began with.
    np.testing.assert_allclose(quenched[:, 1], quenched[0, 1], atol=1e-4)
    assert (tmp_path / "quench.200.dump").exists()
    read_back = subprocess.run([find_program("gapsharp", "GAPSHARP_COMMAND"), "heat-capacity", tmp_path / "log.281K", "--json", "-"],
                               check=True, capture_output=True, text=True)
    report = json.loads(read_back.stdout)
    assert report["atoms"] == 55 and [(one["temperature"], one["samples"]) for one in report["series"]] == [(281, 21)]


def test_the_gupta_table_is_the_formula(tmp_path):
    sys.path.insert(0, str(EXAMPLES))
    try:
        import gupta
    finally:
        sys.path.remove(str(EXAMPLES))
    positions = read(EXAMPLES.parent / "na-dft-fit" / "test.xyz", "-1").positions
    atoms = Atoms(["Na"] * len(positions), positions - positions.mean(axis=0), calculator=Gupta())
    gupta.write_setfl(str(tmp_path / "na.eam.alloy"))
    write_data(tmp_path / "start.data", atoms, 60.0)
    (tmp_path / "in.energy").write_text("units metal\natom_style atomic\nboundary f f f\nread_data start.data\npair_style eam/alloy\n"
                                        "pair_coeff * * na.eam.alloy Na\ndump d all custom 1 forces.dump id fx fy fz\n"
                                        "dump_modify d sort id format float %.15g\nrun 0\nprint $(pe:%.15g) file energy\n")
    subprocess.run([find_program("lmp-gapsharp", "GAPSHARP_LAMMPS"), "-in", "in.energy"], cwd=tmp_path, check=True,
                   stdout=subprocess.DEVNULL)
    assert float((tmp_path / "energy").read_text()) == pytest.approx(atoms.get_potential_energy(), abs=1e-8)
    np.testing.assert_allclose(np.loadtxt(tmp_path / "forces.dump", skiprows=9)[:, 1:], atoms.get_forces(), atol=1e-7)
