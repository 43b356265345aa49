"""Real potentials in LAMMPS over time: energy conservation, restart, relaxation, units, two potentials at once, variance."""

import ctypes
import shutil

import numpy as np
import pytest
import reference
import sodium
from lammps_host import CORE, DIST, ROOT, Lammps, plugin_lammps

DIGITS = "thermo_style custom step time temp pe etotal\nthermo_modify format float %.17g norm no\n"


def test_energy_conservation(gapsharp_launcher, tmp_path):
    """Na55 near 300 K at constant energy, 20,000 steps of 2 fs: the total energy drifts by less than 1e-6 eV per atom and ps."""
    text = sodium.na55(tmp_path).replace("gapsharp ", "gapsharp threads 2")
    text += DIGITS + "min_modify norm max\nminimize 0 1e-4 500 5000\nreset_timestep 0\nvelocity all create 600 4711 mom yes rot yes loop geom\n"
    text += "timestep 0.002\nfix 1 all nve\nthermo 20\nrun 20000\n"
    output = gapsharp_launcher.run(text, tmp_path).thermo()
    rows = output[np.flatnonzero(output[:, 0] == 0)[-1] :]
    assert rows[-1, 0] == 20000
    assert rows[:, 2].mean() == pytest.approx(300, abs=40)
    drift, _ = np.polyfit(rows[:, 1], rows[:, 4] / 55, 1)
    print(f"drift {drift:.2e} eV/atom/ps at {rows[:, 2].mean():.0f} K")
    assert abs(drift) < 1e-6


def test_restart(gapsharp, tmp_path):
    tail = "timestep 0.002\nfix 1 all nve\nthermo 10\n"
    start = sodium.crystal(tmp_path) + DIGITS + "velocity all create 300 1\n" + tail + "run 10\nwrite_restart r\nrun 10\n"
    through = gapsharp.run(start, tmp_path).thermo()[-1]
    again = gapsharp.run("read_restart r\n" + sodium.pair() + DIGITS + tail + "run 10\n", tmp_path).thermo()[-1]
    np.testing.assert_allclose(again[2:], through[2:], rtol=1e-9)  # LAMMPS restarts its clock, but not its steps


def test_clear(gapsharp, tmp_path):
    body = sodium.crystal(tmp_path) + DIGITS + "run 0\n"
    energies = gapsharp.run(body + "clear\n" + gapsharp.preamble() + body, tmp_path).thermo()[:, 3]
    assert len(energies) == 2 and energies[0] == energies[1]


def test_box_relax(gapsharp_launcher, tmp_path):
    """The relaxed crystal has no force and no stress, and its pressure was minus the slope of the energy."""
    text = sodium.perfect("block 0 2 0 2 0 2") + "thermo_style custom step pe vol press fmax\nthermo_modify format float %.17g norm no\n"
    slope = "run 0\nchange_box all x scale {0} y scale {0} z scale {0} remap\nrun 0\n"
    by_hand = gapsharp_launcher.run(text + slope.format(1 + 1e-5) + slope.format(1 - 2e-5), tmp_path).thermo()
    (_, high, v_high, _, _), (_, low, v_low, _, _) = by_hand[1], by_hand[3]
    pressure = -(high - low) / (v_high - v_low) * 1.6021765e6
    assert by_hand[0, 3] == pytest.approx(pressure, rel=1e-4)
    relaxed = gapsharp_launcher.run(text + "fix r all box/relax iso 0.0 vmax 0.01\nminimize 0 1e-8 200 2000\n", tmp_path).thermo()
    assert relaxed[-1, 1] < relaxed[0, 1]
    assert abs(relaxed[-1, 3]) < 1e-3 * abs(relaxed[0, 3])


def test_units_real(gapsharp_launcher, tmp_path):
    values = "thermo_style custom step pe press fmax\nthermo_modify format float %.17g norm no\nrun 0\n"
    metal = gapsharp_launcher.run(sodium.crystal(tmp_path) + values, tmp_path).thermo()[0]
    text = (sodium.crystal(tmp_path) + values).replace("units metal", "units real")
    real = gapsharp_launcher.run(text, tmp_path).thermo()[0]
    kcal = 23.060549
    np.testing.assert_allclose(real[[1, 3]], kcal * metal[[1, 3]], rtol=1e-7)
    np.testing.assert_allclose(real[2], metal[2] / 1.01325, rtol=1e-6)  # bar to atmospheres


@pytest.mark.parametrize("ranks", [1, 2])
def test_two_potentials(gapsharp_launcher, tmp_path, ranks):
    """hybrid/overlay of two different potentials is their sum."""
    models = [reference.potential(name).model for name in ("na", "na-dft")]
    cluster = sodium.na55(tmp_path).split("pair_style")[0]
    overlay = "pair_style hybrid/overlay gapsharp gapsharp\n"
    overlay += "".join(f"pair_coeff * * gapsharp {k} {model} Na\n" for k, model in enumerate(models, 1))
    singles = [f"pair_style gapsharp\npair_coeff * * {model} Na\n" for model in models]
    energies = [
        gapsharp_launcher.run(cluster + pair + DIGITS + "run 0\n", tmp_path, ranks).thermo()[0, 3] for pair in [*singles, overlay]
    ]
    assert abs(energies[0] - energies[1]) > 1e-3
    assert energies[2] == pytest.approx(energies[0] + energies[1], rel=1e-13)


def test_null_type(gapsharp_launcher, tmp_path):
    """Atoms of a NULL type are not there for the potential: the others have the energy they have alone."""
    alone = sodium.crystal(tmp_path)
    values = "compute p all pair gapsharp\nthermo_style custom step pe c_p\nthermo_modify format float %.17g norm no\nrun 0\n"
    removed = alone + "group out id 1:10\ndelete_atoms group out\n" + values
    typed = alone.replace("read_data crystal.data", "read_data crystal.data extra/atom/types 1").replace("pair_style gapsharp", "pair_style hybrid gapsharp")
    typed = typed.replace("\npair_coeff * * ", "lj/cut 4.0\nset atom 1*10 type 2\nmass 2 39.9\npair_coeff * * gapsharp ").replace(" Na\n", " Na NULL\n")
    typed += "pair_coeff * 2 lj/cut 0.01 2.5\n" + values
    expected = gapsharp_launcher.run(removed, tmp_path).thermo()[0, 2]
    assert gapsharp_launcher.run(typed, tmp_path).thermo()[0, 2] == pytest.approx(expected, rel=1e-13)


def test_variance(gapsharp_launcher, tmp_path):
    """The variances are the library's own, called without LAMMPS."""
    frame = next(f for f in reference.potential("na").frames() if len(f.numbers) == 55)
    text = sodium.na55(tmp_path).replace("pair_style", "fix v all property/atom d_v\npair_style").replace("gapsharp ", "gapsharp variance 1 d_v")
    text += "dump d all custom 1 v.dump id d_v\ndump_modify d format float %.17g\nrun 0\n"
    found = gapsharp_launcher.run(text, tmp_path).dump("v.dump")[:, 0]
    np.testing.assert_allclose(found, library_variance(frame), rtol=1e-6, atol=1e-12)
    assert found.min() > 0


def library_variance(frame) -> np.ndarray:
    """gapsharp_evaluate through ctypes, on the free cluster."""

    class Arguments(ctypes.Structure):
        pointers = ("positions", "numbers", "cell", "energy", "forces", "local_energy", "virial", "local_virial", "variance")
        _fields_ = [("struct_size", ctypes.c_int32), ("flags", ctypes.c_int32), ("natoms", ctypes.c_int32), ("pbc", ctypes.c_int32 * 3)]
        _fields_ += [(name, ctypes.c_void_p) for name in pointers]

    library, model = ctypes.CDLL(str(CORE)), ctypes.c_void_p()
    assert library.gapsharp_create(str(sodium.model()).encode(), ctypes.byref(model)) == 0
    positions, numbers = np.ascontiguousarray(frame.positions), np.ascontiguousarray(frame.numbers, dtype=np.int32)
    variance = np.zeros(len(numbers))
    arguments = Arguments(ctypes.sizeof(Arguments), 64, len(numbers))
    arguments.positions, arguments.numbers, arguments.variance = positions.ctypes.data, numbers.ctypes.data, variance.ctypes.data
    assert library.gapsharp_evaluate(model, ctypes.byref(arguments)) == 0
    assert library.gapsharp_destroy(model) == 0
    return variance


def test_installed_elsewhere(tmp_path):
    """dist/ can be copied as a whole: everything is found from where the launcher and the plugin lie."""
    for part in ("bin/lmp-gapsharp", "lib/gapsharpplugin.so", "lib/libgapsharp.so", "lib/gapsharp"):
        (tmp_path / part).parent.mkdir(exist_ok=True)
        copy = shutil.copytree if (DIST / part).is_dir() else shutil.copy
        copy(DIST / part, tmp_path / part)
    body = sodium.crystal(tmp_path) + DIGITS + "run 0\n"
    (tmp_path / "in.launcher").write_text(body)
    (tmp_path / "in.plugin").write_text("plugin load lib/gapsharpplugin.so\n" + body)
    here = Lammps("launcher").start([tmp_path / "bin" / "lmp-gapsharp", "-in", "in.launcher"], tmp_path).thermo()
    there = Lammps("plugin").start([plugin_lammps(), "-in", "in.plugin"], tmp_path).thermo()
    assert here[0, 3] == there[0, 3] < -300


def test_documented_example(gapsharp_launcher, tmp_path):
    """The input that the how-to names runs, here with the same potential from the reference data."""
    example = ROOT / "examples" / "lammps" / "in.sodium"
    command = [gapsharp_launcher.executable(), "-in", example, "-log", "none", "-var", "model", sodium.model(), "-var", "steps", "10"]
    assert gapsharp_launcher.start(command, tmp_path).thermo()[-1, 0] == 10
