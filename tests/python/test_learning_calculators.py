"""Programs that compute labels, played by small scripts that keep to the programs' files and words."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import numpy as np
import pytest
from ase import units
from ase.calculators.calculator import InputError
from gapsharp.learning import jobs
from gapsharp.learning.calculators import open_calculator
from gapsharp.learning.config import Labelling
from gapsharp.learning.structures import energy_of, forces_of
from toy_learning import cluster


def install(path: Path, script: str) -> None:
    path.write_text(f"#!{sys.executable}\n{script}")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


def label_of(folder: Path, **label):
    """The label of a cluster of five atoms, and the folder that the program worked in."""
    settings = Labelling(**label)
    jobs.prepare(folder / "labels", [cluster(5, 0)], [{}], settings, folder)
    jobs.run_jobs(folder / "labels", 1)
    (found,) = jobs.collect(folder / "labels", settings)
    assert found.reason == ""
    (work,) = (folder / "labels/0000").glob("work.*")
    return found, work


XTB = """import pathlib, sys
atoms = [line.split() for line in pathlib.Path(sys.argv[1]).read_text().splitlines()[2:]]
pathlib.Path("arguments").write_text(" ".join(sys.argv[1:]))
lines = ["$grad", "  cycle =      1    SCF energy =    -0.50000000000   |dE/dxyz| =  0.1"]
lines += ["  ".join([f"{float(x) / 0.5291772105638411:.14f}" for x in atom[1:]] + [atom[0].lower()]) for atom in atoms]
lines += ["  0.1000D-01  0.0000D+00 -0.2000D-01" for _ in atoms]
pathlib.Path("gradient").write_text("\\n".join(lines + ["$end", ""]))
"""


def test_xtb_is_asked_and_read(tmp_path):
    install(tmp_path / "xtb", XTB)
    found, work = label_of(tmp_path, calculator="xtb", settings={"program": "{folder}/xtb", "method": "GFN1-xTB"})
    assert energy_of(found.atoms) == pytest.approx(-0.5 * units.Hartree)
    assert np.allclose(forces_of(found.atoms), np.array([-0.01, 0, 0.02]) * units.Hartree / units.Bohr, atol=1e-7)
    assert (work / "arguments").read_text() == "xtb.xyz --gfn 1 --grad --chrg 0 --uhf 0 --etemp 300.0 --acc 1.0"
    with pytest.raises(InputError, match="method of xtb is 'GFN9'"):
        open_calculator(Labelling("xtb", settings={"method": "GFN9"}), tmp_path)
    with pytest.raises(InputError, match="unknown setting 'gfn' of xtb"):
        open_calculator(Labelling("xtb", settings={"gfn": 2}), tmp_path)


DFTB = """
import pathlib
assert "SCC = Yes" in pathlib.Path("dftb_in.hsd").read_text() and pathlib.Path("geo_end.gen").read_text().split()[0] == "5"
pathlib.Path("detailed.out").write_text("Total energy:   -0.5000000000 H   -13.6057 eV\\n")
pathlib.Path("results.tag").write_text("forces              :real:2:3,5\\n" + "  -0.01  0.0  0.02\\n" * 5)
"""


def test_dftb_is_asked_and_read(tmp_path):
    install(tmp_path / "dftb+", DFTB)
    found, _ = label_of(tmp_path, calculator="dftb", settings={
        "command": "{folder}/dftb+ > PREFIX.out", "Hamiltonian_SCC": "Yes", "Hamiltonian_MaxAngularMomentum_Na": '"p"'})
    assert energy_of(found.atoms) == pytest.approx(-0.5 * units.Hartree)
    assert np.allclose(forces_of(found.atoms), np.array([-0.01, 0, 0.02]) * units.Hartree / units.Bohr, atol=1e-7)


CP2K = """
import pathlib, sys
def say(*lines):
    print(*lines, "* READY", sep="\\n", flush=True)
def take():
    return sys.stdin.readline().strip()
say()
while True:
    word = take().split()
    if word == ["EXIT"]:
        break
    elif word == ["VERSION"]:
        say("CP2K Shell Version: 3.0")
    elif word == ["WRITE_FILE"]:
        name, count = take(), int(take())
        pathlib.Path(name).write_text("\\n".join(take() for _ in range(count)))
        assert take() == "*END"
        say()
    elif word[0] == "LOAD":
        say("1")
    elif word[0] == "SET_CELL":
        pathlib.Path("cell").write_text(" ".join(take() for _ in range(3)))
        say()
    elif word[0] == "SET_POS":
        positions = [take() for _ in range(1 + int(take()) // 3)]
        say("0.0")
    elif word[0] == "GET_E":
        say("-13.5")
    elif word[0] == "GET_F":
        say("15", *["0.5 0.0 -0.25"] * 5, "* END")
    elif word[0] == "GET_STRESS":
        say(" ".join(["0.0"] * 9))
    else:
        say()
"""


def test_cp2k_is_asked_and_read(tmp_path):
    install(tmp_path / "cp2k_shell", CP2K)
    found, work = label_of(tmp_path, calculator="cp2k", vacuum=4.0, cubic=True, settings={"command": "{folder}/cp2k_shell", "xc": "PBE"})
    assert energy_of(found.atoms) == -13.5 and np.array_equal(forces_of(found.atoms), [[0.5, 0.0, -0.25]] * 5)
    cell = np.array((work / "cell").read_text().split(), dtype=float).reshape(3, 3)
    assert np.allclose(cell, cell[0, 0] * np.eye(3)) and cell[0, 0] > 8
    assert "PERIODIC NONE" in (work / "cp2k.inp").read_text() and "&PBE" in (work / "cp2k.inp").read_text()


def test_a_program_that_fails_fails_the_label(tmp_path):
    settings = Labelling("dftb", settings={"command": "exit 3", "Hamiltonian_MaxAngularMomentum_Na": '"p"'})
    jobs.prepare(tmp_path / "labels", [cluster(5, 0)], [{}], settings, tmp_path)
    jobs.run_jobs(tmp_path / "labels", 1)
    (found,) = jobs.collect(tmp_path / "labels", settings)
    assert found.reason.startswith("CalculationFailed: Calculator \"dftb\" failed") and found.reason.endswith("error code 3")


@pytest.mark.parametrize("name, settings, kind", [
    ("dftb", {"Hamiltonian_SCC": "Yes", "slako_dir": "{folder}/"}, "Dftb"), ("nwchem", {"basis": "6-31G*", "theory": "dft"}, "NWChem"),
    ("espresso", {"pseudopotentials": {"Na": "Na.upf"}, "pseudo_dir": "{folder}"}, "Espresso")])
def test_ase_calculators_come_by_name_with_their_settings(tmp_path, name, settings, kind):
    calculator = open_calculator(Labelling(name, settings=settings), tmp_path)
    assert type(calculator).__name__ == kind
    text = str(calculator.parameters)
    assert "{folder}" not in text and (str(tmp_path) in text or name == "nwchem")
