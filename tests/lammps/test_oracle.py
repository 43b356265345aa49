"""The bridge over a Stillinger-Weber library equals LAMMPS' own pair_style sw, to the printed digit."""

import numpy as np
import pytest
from lammps_host import SI_SW

BOXES = {
    "cubic": "region box block 0 2 0 2 0 2\ncreate_box 2 box",
    # 2 atoms in a triclinic cell of 3.84 A, nearly the cutoff of 3.77 A: each atom sees many images of itself
    "primitive": "region box prism 0 1 0 1 0 1 0.5 0.5 0.5\ncreate_box 2 box",
    "small": "region box block 0 1 0 1 0 1\ncreate_box 2 box",
    "triclinic": "region box prism 0 3 0 2 0 2 0.7 -0.4 0.3\ncreate_box 2 box",
}
LATTICES = {"primitive": "lattice custom 5.431 a1 1 0 0 a2 0.5 0.5 0 a3 0.5 0 0.5 basis 0 0 0 basis 0.25 0.15 0.2"}

ANALYSIS = """
compute pe all pe/atom
compute stress all stress/atom NULL
compute ke all ke/atom
compute flux all heat/flux ke pe stress
thermo_style custom step etotal pe pxx pyy pzz pxy pxz pyz c_flux[1] c_flux[2] c_flux[3]
thermo 5
fix nve all nve
dump d all custom 10 atoms.dump id fx fy fz c_pe c_stress[*]
dump_modify d format float %.17g
run 10
thermo_modify format float %.17g
run 0
"""


def script(box: str, pair: str, units: str = "metal", extra: str = "") -> str:
    return f"""units {units}
{LATTICES.get(box, "lattice diamond 5.431")}
{BOXES[box]}
create_atoms 1 box
mass * 28.0855
displace_atoms all random 0.15 0.15 0.15 4711 units box
{extra}
{pair}
velocity all create 600 4711 loop geom
{ANALYSIS}"""


def native(elements: str = "Si Si") -> str:
    return f"pair_style sw\npair_coeff * * {SI_SW} {elements}"


def bridge(oracle, elements: str = "Si Si") -> str:
    return f"pair_style gapsharp\npair_coeff * * {oracle.library}/si.sw {elements}"


def assert_same(expected, found):
    """The tables in print are the same text, but for the last run with all digits, which agrees to rounding."""
    printed, full = expected.thermo_text(), found.thermo_text()
    assert len(printed) > 3
    assert full[:-1] == printed[:-1]
    scale = np.abs(expected.thermo()[-1]).max()
    np.testing.assert_allclose(found.thermo()[-1], expected.thermo()[-1], rtol=1e-10, atol=1e-12 * scale)
    reference = expected.dump("atoms.dump")
    assert reference.shape[1] == 10
    for first, last in ((0, 3), (3, 4), (4, 10)):  # forces, energies, stresses
        part = reference[:, first:last]
        np.testing.assert_allclose(found.dump("atoms.dump")[:, first:last], part, rtol=0, atol=1e-11 * np.abs(part).max())


@pytest.mark.parametrize("ranks", [1, 2, 4])
@pytest.mark.parametrize("box", BOXES)
def test_equals_sw(oracle_launcher, tmp_path, box, ranks):
    (tmp_path / "sw").mkdir()
    expected = oracle_launcher.run(script(box, native()), tmp_path / "sw", ranks)
    assert_same(expected, oracle_launcher.run(script(box, bridge(oracle_launcher)), tmp_path, ranks))


def test_equals_sw_as_plugin(oracle_folder, tmp_path):
    from lammps_host import Lammps

    plugin = Lammps("plugin", oracle_folder)
    (tmp_path / "sw").mkdir()
    expected = plugin.run(script("triclinic", native()), tmp_path / "sw", 2)
    assert_same(expected, plugin.run(script("triclinic", bridge(plugin)), tmp_path, 2))


def test_units_real(oracle_launcher, tmp_path):
    """sw converts its own parameters; the bridge converts what the library returns."""
    (tmp_path / "sw").mkdir()
    expected = oracle_launcher.run(script("cubic", native(), "real"), tmp_path / "sw")
    assert_same(expected, oracle_launcher.run(script("cubic", bridge(oracle_launcher), "real"), tmp_path))


HALF_ARGON = "set type 1 type/fraction 2 0.4 99"


@pytest.mark.parametrize("ranks", [1, 3])
@pytest.mark.parametrize("style", ["hybrid", "hybrid/overlay"])
def test_null_types(oracle_launcher, tmp_path, style, ranks):
    """Type 2 belongs to another style; the many-body style must not see it."""

    def pair(name, coeff):
        return f"""pair_style {style} {name} lj/cut 5.0
pair_coeff * * {coeff} Si NULL
pair_coeff 1*2 2 lj/cut 0.01 2.2"""

    (tmp_path / "sw").mkdir()
    expected = oracle_launcher.run(script("cubic", pair("sw", f"sw {SI_SW}"), extra=HALF_ARGON), tmp_path / "sw", ranks)
    model = f"gapsharp {oracle_launcher.library}/si.sw"
    assert_same(expected, oracle_launcher.run(script("cubic", pair("gapsharp", model), extra=HALF_ARGON), tmp_path, ranks))


def test_two_models_in_overlay(oracle_launcher, tmp_path):
    """Two instances keep their own potential: 1 + 1/2 of one is 3/2 of it, not twice the last."""
    (tmp_path / "sw").mkdir()
    expected = oracle_launcher.run(script("cubic", native()).replace("fix nve all nve", ""), tmp_path / "sw")
    folder = oracle_launcher.library
    pair = f"""pair_style hybrid/overlay gapsharp gapsharp threads 2
pair_coeff * * gapsharp 1 {folder}/si.sw Si Si
pair_coeff * * gapsharp 2 {folder}/half.sw Si Si"""
    found = oracle_launcher.run(script("cubic", pair).replace("fix nve all nve", ""), tmp_path)
    forces_and_energies = slice(0, 4)  # the stresses have a kinetic part
    np.testing.assert_allclose(
        found.dump("atoms.dump")[:, forces_and_energies], 1.5 * expected.dump("atoms.dump")[:, forces_and_energies], rtol=0, atol=1e-10
    )


def test_virial_without_fdotr(oracle_launcher, tmp_path):
    """Beside a style that forbids LAMMPS' own F.r sum, the virial comes from the library."""
    molecular = "atom_style full\n" + script("cubic", native())
    companion = molecular.replace(
        native(),
        f"""pair_style hybrid/overlay gapsharp hbond/dreiding/lj 4 3.0 3.5 90
pair_coeff * * gapsharp {oracle_launcher.library}/si.sw Si Si
pair_coeff 1 1 hbond/dreiding/lj 2 i 0.0 1.0""",
    )
    (tmp_path / "sw").mkdir()
    assert_same(oracle_launcher.run(molecular, tmp_path / "sw"), oracle_launcher.run(companion, tmp_path))


def test_quip_form(oracle_launcher, tmp_path):
    """pair_coeff as users of pair_style quip write it: the whole potential, by label or without one."""
    (tmp_path / "sw").mkdir()
    expected = oracle_launcher.run(script("small", native()), tmp_path / "sw")
    for init in ("Potential xml_label=GAP_1", ""):
        pair = f'pair_style gapsharp\npair_coeff * * {oracle_launcher.library}/quip.xml "{init}" 14 14'
        assert_same(expected, oracle_launcher.run(script("small", pair), tmp_path))
