"""What the bridge refuses, and that it says so in one line: what, value, expected."""

import pytest
from lammps_host import ROOT, Lammps

SETUP = """{before}
lattice diamond 5.431
region box block 0 2 0 2 0 2
create_box 2 box {room}
create_atoms 1 box
mass * 28.0855
"""


def script(oracle, settings="", coeff="{folder}/si.sw Si Si", before="units metal", after="run 0", room="") -> str:
    text = SETUP.format(before=before, room=room)
    return text + f"pair_style gapsharp {settings}\npair_coeff * * {coeff.format(folder=oracle.library)}\n{after}\n"


def assert_refused(run, *words):
    """One error line with the words in it, and exit status 1."""
    errors = run.errors()
    assert len(errors) == 1, run.output[-2000:]
    assert errors[0].startswith("ERROR: pair_style gapsharp: ")
    for word in words:
        assert word in errors[0]
    assert run.returncode == 1


@pytest.mark.parametrize("value", ["0", "257", "-1", "two", "1.5"])
def test_threads(oracle_launcher, tmp_path, value):
    run = oracle_launcher.run(script(oracle_launcher, f"threads {value}"), tmp_path, ok=False)
    assert_refused(run, f'threads "{value}"', "expected a whole number from 1 to 256")


@pytest.mark.parametrize("value", ["on", "YES", "0"])
def test_compression(oracle_launcher, tmp_path, value):
    run = oracle_launcher.run(script(oracle_launcher, f"compression {value}"), tmp_path, ok=False)
    assert_refused(run, f'compression "{value}"', "expected yes or no")


@pytest.mark.parametrize("settings", ["quick", "threads", "compression", "threads 2 more"])
def test_settings(oracle_launcher, tmp_path, settings):
    run = oracle_launcher.run(script(oracle_launcher, settings), tmp_path, ok=False)
    assert_refused(run, f'"{settings.split()[-1]}"', "expected `pair_style gapsharp [threads N]")


COEFFICIENTS = {
    "{folder}/si.sw Si C": ["type 2 is C, which", "si.sw does not know", "knows Si"],
    "{folder}/si.sw Si Xx": ['type 2 is "Xx", which is no element'],
    "{folder}/si.sw Si": ["1 elements", "each of the 2 atom types"],
    "{folder}/si.sw": ["too few arguments"],
    "{folder}/si.sw NULL NULL": ["every type is NULL"],
    "{folder}/none.sw Si Si": ["none.sw cannot be read"],
    '{folder}/quip.xml "Potential xml_label=GAP_1" 14 6': ["type 2 is C, which", "does not know"],
    '{folder}/quip.xml "Potential xml_label=GAP_1" 14 400': ['atomic number "400"', "expected 1 to 118"],
    '{folder}/quip.xml "Potential xml_label=GAP_1" 14 Si': ['atomic number "Si"'],
    '{folder}/quip.xml "Potential xml_label=GAP_2" 14 14': ["xml_label=GAP_2 is not in", "quip.xml"],
    '{folder}/quip.xml "IP GAP" 14 14': ['"IP GAP" would use a part of the potential only'],
    '{folder}/quip.xml "Potential xml_label=GAP_1" 14': ["1 atomic numbers"],
}


@pytest.mark.parametrize("coeff", COEFFICIENTS)
def test_coefficients(oracle_launcher, tmp_path, coeff):
    assert_refused(oracle_launcher.run(script(oracle_launcher, coeff=coeff), tmp_path, ok=False), *COEFFICIENTS[coeff])


def test_coefficients_of_one_pair(oracle_launcher, tmp_path):
    """LAMMPS knows by one_coeff that the style takes * * only, and says so itself."""
    text = script(oracle_launcher).replace("pair_coeff * *", "pair_coeff 1 2")
    run = oracle_launcher.run(text, tmp_path, ok=False)
    assert run.returncode == 1
    assert ["Incorrect args for pair coefficients" in line for line in run.errors()] == [True]


@pytest.mark.parametrize("units", ["lj", "electron", "cgs", "si", "micro", "nano"])
def test_units(oracle_launcher, tmp_path, units):
    run = oracle_launcher.run(script(oracle_launcher, before=f"units {units}"), tmp_path, ok=False)
    assert_refused(run, f"units {units}; expected units metal or units real")


@pytest.mark.parametrize("ranks", [1, 2])
def test_newton_off(oracle_launcher, tmp_path, ranks):
    run = oracle_launcher.run(script(oracle_launcher, before="units metal\nnewton off"), tmp_path, ranks, ok=False)
    assert_refused(run, "newton pair is off")


EXCLUSIONS = {
    "group all all": "exclude group all all",
    "type 1 1": "exclude type 1 1",
    "type 1 2": "exclude type 1 2",
}


@pytest.mark.parametrize("exclusion", EXCLUSIONS)
def test_exclusion(oracle_launcher, tmp_path, exclusion):
    text = script(oracle_launcher, after=f"neigh_modify exclude {exclusion}\nrun 0")
    assert_refused(oracle_launcher.run(text, tmp_path, 2, ok=False), EXCLUSIONS[exclusion], "use neigh_modify exclude none")


def test_exclusion_in_a_later_run(oracle_launcher, tmp_path):
    text = script(oracle_launcher, after="run 0\nneigh_modify exclude group all all\nrun 0")
    assert_refused(oracle_launcher.run(text, tmp_path, ok=False), "exclude group all all")


def test_harmless_exclusion(oracle_launcher, tmp_path):
    """Exclusions between atoms of other styles are theirs to make."""
    text = script(oracle_launcher).replace("pair_style gapsharp", "pair_style hybrid gapsharp lj/cut 5.0")
    text = text.replace("si.sw Si Si", "si.sw Si NULL\npair_coeff * 2 lj/cut 0.01 2.2\nset type 1 type/fraction 2 0.3 7")
    text = text.replace("pair_coeff * * ", "pair_coeff * * gapsharp ").replace("run 0", "neigh_modify exclude type 2 2\nrun 0")
    assert oracle_launcher.run(text, tmp_path).returncode == 0


BONDS = "create_bonds many all all 1 2.0 2.5"


def bonded(oracle, special: str) -> str:
    before = "units metal\natom_style bond\nbond_style zero"
    after = f"bond_coeff *\nspecial_bonds lj/coul 0 0 0\n{BONDS}\nspecial_bonds {special}\nthermo_style custom pe\nrun 0"
    return script(oracle, before=before, after=after, room="bond/types 1 extra/bond/per/atom 4 extra/special/per/atom 40")


@pytest.mark.parametrize("ranks", [1, 2])
def test_special_bonds(oracle_launcher, tmp_path, ranks):
    run = oracle_launcher.run(bonded(oracle_launcher, "lj/coul 0 0 0"), tmp_path, ranks, ok=False)
    assert_refused(run, "special_bonds takes 1-2 partners", "use special_bonds lj/coul 1 1 1")


@pytest.mark.parametrize("special", ["lj/coul 1 1 1", "lj/coul 1e-50 1e-50 1e-50"])
def test_special_bonds_as_told(oracle_launcher, tmp_path, special):
    """What the message advises gives the energy of the atoms without bonds."""
    energies = []
    for text in (script(oracle_launcher, after="thermo_style custom pe\nrun 0"), bonded(oracle_launcher, special)):
        output = oracle_launcher.run(text, tmp_path).output
        energies.append(float(output.split("PotEng")[1].split()[0]))
    assert energies[0] == energies[1] == pytest.approx(64 * -4.3366, abs=0.01)


def test_scale_of_unlike_types(oracle_launcher, tmp_path):
    after = "variable s equal 0.5\nfix a all adapt 1 pair gapsharp scale 1 2 v_s\nfix nve all nve\nrun 1"
    assert_refused(oracle_launcher.run(script(oracle_launcher, after=after), tmp_path, ok=False), "scale of types 1 2")


VARIANCE = {
    "variance 0 d_v": 'variance every "0" steps',
    "variance 5 v": 'variance into "v"; expected d_NAME',
    "variance 5 d_v": "there is no per-atom vector d_v",
}


@pytest.mark.parametrize("settings", VARIANCE)
def test_variance(oracle_launcher, tmp_path, settings):
    run = oracle_launcher.run(script(oracle_launcher, settings), tmp_path, ok=False)
    assert_refused(run, VARIANCE[settings])


def test_error_of_one_rank_is_told_by_all(oracle_launcher, tmp_path):
    """Rank 1 alone cannot read the potential: the run ends everywhere, with rank 1's line, and does not hang."""
    for name in ("here", "there"):
        (tmp_path / name).mkdir()
    (tmp_path / "here" / "model.sw").write_text("sw 2.1683 even 14\n")
    (tmp_path / "in.lammps").write_text(script(oracle_launcher, coeff="model.sw Si Si"))
    one = [oracle_launcher.executable(), "-in", tmp_path / "in.lammps", "-log", "none"]
    command = ["mpirun", "--oversubscribe", "-np", "1", "-wdir", tmp_path / "here", *one]
    command += [":", "-np", "1", "-wdir", tmp_path / "there", *one]
    assert_refused(oracle_launcher.start(command, tmp_path, ok=False), "potential model.sw cannot be read")


@pytest.mark.parametrize("ranks", [1, 2])
def test_coincident_atoms(oracle_launcher, tmp_path, ranks):
    """An error inside the library is LAMMPS' own error, not a crash."""
    text = script(oracle_launcher, after="run 0").replace("mass", "create_atoms 1 single 0.25 0.25 0.25\nmass")
    run = oracle_launcher.run(text, tmp_path, ranks, ok=False)
    assert run.returncode == 1
    told = [line for line in run.errors() if "pair_style gapsharp: atoms" in line and "coincide" in line]
    assert told and all(("IDs 5 and 65" in line or "IDs 65 and 5" in line) and "closest, 0 A apart" in line for line in told)


def test_missing_library(oracle, tmp_path):
    """Without libgapsharp.so the message says where it belongs."""
    import shutil

    bare = tmp_path / "bin"
    bare.mkdir()
    for file in (oracle.executable(), ROOT / "dist" / "lib" / "gapsharpplugin.so"):
        if oracle.kind == "launcher" or file.suffix == ".so":
            shutil.copy(file, bare)
    alone = Lammps(oracle.kind)
    text = script(oracle)
    if oracle.kind == "plugin":
        (tmp_path / "in.lammps").write_text(f"plugin load {bare}/gapsharpplugin.so\n" + text)
        command = [alone.executable(), "-in", "in.lammps"]
    else:
        (tmp_path / "in.lammps").write_text(text)
        command = [bare / "lmp-gapsharp", "-in", "in.lammps"]
    run = alone.start(command, tmp_path, ok=False)
    assert_refused(run, "libgapsharp.so cannot be loaded", "put it beside gapsharpplugin.so or into ../lib beside lmp-gapsharp")
