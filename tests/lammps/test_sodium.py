"""The real library in LAMMPS: sodium clusters and crystals."""

import enlarged
import numpy as np
import pytest
import sodium
from heat_flux import assert_consistent

DIGITS = """thermo_style custom step pe pxx pyy pzz pxy pxz pyz
thermo_modify format float %.17g norm no
dump d all custom 10 f.dump id fx fy fz
dump_modify d format float %.17g
"""


def structure(name: str, folder) -> str:
    return sodium.na55(folder) if name == "cluster" else sodium.crystal(folder)


@pytest.mark.parametrize("name", ["cluster", "crystal"])
def test_ranks(gapsharp, tmp_path, name):
    """Energies, pressures and forces, then and 20 steps on, are the same on 1, 2 and 4 ranks."""
    tail = DIGITS + "velocity all create 300 4711 loop geom\ntimestep 0.002\nfix 1 all nve\nthermo 10\nrun 20\n"
    text = structure(name, tmp_path) + tail
    one = gapsharp.run(text, tmp_path)
    energies, forces = one.thermo(), one.dumps("f.dump")
    for ranks in (2, 4):
        run = gapsharp.run(text, tmp_path, ranks)
        np.testing.assert_allclose(run.thermo()[:, 1], energies[:, 1], rtol=1e-12)
        np.testing.assert_allclose(run.thermo()[:, 2:], energies[:, 2:], rtol=0, atol=1e-10 * np.abs(energies[:, 2:]).max())
        np.testing.assert_allclose(run.dumps("f.dump"), forces, rtol=0, atol=1e-9)


def test_threads(gapsharp_launcher, tmp_path):
    """Threads change nothing but rounding."""
    one = gapsharp_launcher.run(sodium.crystal(tmp_path) + DIGITS + "run 0\n", tmp_path)
    energies, forces = one.thermo(), one.dump("f.dump")
    run = gapsharp_launcher.run(sodium.crystal(tmp_path, "threads 3") + DIGITS + "run 0\n", tmp_path, ranks=2)
    np.testing.assert_allclose(run.thermo()[:, 1], energies[:, 1], rtol=1e-13)
    np.testing.assert_allclose(run.dump("f.dump"), forces, rtol=0, atol=1e-10)


def test_compression(gapsharp_launcher, tmp_path):
    """On and off agree; giving the style again, without pair_coeff, switches too."""
    model = enlarged.write(sodium.model(), tmp_path)
    energies, forces = {}, {}
    for value in ("yes", "no"):
        run = gapsharp_launcher.run(sodium.crystal(tmp_path, f"compression {value}", model) + DIGITS + "run 0\n", tmp_path)
        energies[value], forces[value] = run.thermo()[0, 1], run.dump("f.dump")
    again = sodium.crystal(tmp_path, "", model) + DIGITS + "run 0\npair_style gapsharp compression no\nrun 10\n"
    later = gapsharp_launcher.run(again, tmp_path).dump("f.dump")
    assert abs(energies["yes"] - energies["no"]) <= 54 * 1e-9
    np.testing.assert_allclose(forces["yes"], forces["no"], rtol=0, atol=1e-8)
    assert not np.array_equal(forces["yes"], forces["no"])
    assert np.array_equal(later, forces["no"])


def test_box_smaller_than_cutoff(gapsharp_launcher, tmp_path):
    """The primitive cell, where an atom sees its own images, has the energy of its supercells, triclinic ones included."""
    energies = []
    for region in ("block 0 1 0 1 0 1", "block 0 2 0 1 0 3", "prism 0 2 0 1 0 1 1 0 0"):
        text = sodium.perfect(region) + "variable e equal pe/atoms\nthermo_style custom step v_e pe\n"
        energies.append(gapsharp_launcher.run(text + "thermo_modify format float %.17g\nrun 0\n", tmp_path).thermo()[0, 1])
    np.testing.assert_allclose(energies, energies[0], rtol=0, atol=1e-10)


@pytest.mark.parametrize("ranks", [1, 2])
def test_heat_flux(gapsharp_launcher, tmp_path, ranks):
    assert_consistent(gapsharp_launcher, sodium.na55(tmp_path), tmp_path, ranks)


@pytest.mark.parametrize("ranks", [1, 2])
def test_stresses_add_up(gapsharp_launcher, tmp_path, ranks):
    """Both kinds of per-atom stress sum to the pressure tensor, and per-atom energies to the energy."""
    text = sodium.crystal(tmp_path) + "compute e all pe/atom\ncompute s all stress/atom NULL virial\ncompute c all centroid/stress/atom NULL virial\n"
    text += "compute r all reduce sum c_e c_s[*] c_c[*]\nthermo_style custom step pe vol pxx pyy pzz pxy pxz pyz c_r[*]\n"
    row = gapsharp_launcher.run(text + "thermo_modify format float %.17g norm no\nrun 0\n", tmp_path, ranks).thermo()[0]
    energy, volume, pressure = row[1], row[2], row[3:9]
    assert row[9] == pytest.approx(energy, rel=1e-13)
    for sums in (row[10:16], row[16:22], np.concatenate([row[16:19], row[22:25]])):
        np.testing.assert_allclose(-sums / volume, pressure, rtol=0, atol=1e-9 * np.abs(pressure).max())
