"""Bad input: ASE's own errors, one line, and the calculator works on afterwards."""

import numpy as np
import pytest
from ase import Atoms
from ase.calculators.calculator import CalculatorSetupError, InputError
from gapsharp import GapSharp, RemoteGapSharp


def one_line(error) -> str:
    text = str(error.value)
    assert text and "\n" not in text
    return text


@pytest.mark.parametrize("atoms, named", [
    (Atoms(), "0 atoms"),
    (Atoms("NaCl", [[0, 0, 0], [0, 0, 2.5]]), "17|Cl"),
    (Atoms("NaX", [[0, 0, 0], [0, 0, 2.5]]), "0"),
    (Atoms("Na2", [[0, 0, 0], [0, 0, np.nan]]), "(?i)nan"),
    (Atoms("Na2", [[0, 0, 0], [0, 0, np.inf]]), "(?i)inf"),
    (Atoms("Na", pbc=True), "cell vector a is zero"),
    (Atoms("Na", cell=[[1, 0, 0], [2, 0, 0], [0, 0, 1]], pbc=True), "(?i)cell|volume|lattice"),
])
def test_structures_that_cannot_be_evaluated(open_calculator, sodium, atoms, named):
    calc = open_calculator("na-dft")
    for _ in range(2):
        with pytest.raises(InputError, match=named) as error:
            calc.get_potential_energy(atoms)
        one_line(error)
    assert not calc.results
    assert np.isfinite(calc.get_potential_energy(sodium))


def test_coincident_atoms_are_refused_not_answered(open_calculator):
    with pytest.raises(InputError) as error:
        open_calculator("na-dft").get_potential_energy(Atoms("Na3", [[0, 0, 0], [0, 0, 3], [0, 0, 3]]))
    one_line(error)


@pytest.mark.parametrize("keywords, named", [
    ({"thread": 2}, "'thread'"),
    ({"restart": "x"}, "'restart'"),
    ({"threads": 0}, "threads is 0"),
    ({"threads": 1.5}, "threads is 1.5"),
    ({"threads": 257}, "1 to 256"),
    ({"threads": True}, "threads is True"),
])
def test_keywords_in_process(models, keywords, named):
    with pytest.raises(InputError, match=named) as error:
        GapSharp(models["na-dft"], **keywords)
    one_line(error)


@pytest.mark.parametrize("keywords, named", [
    ({"modell": "na"}, "'modell'"),
    ({"address": "nowhere"}, "host:port"),
    ({"address": "nowhere:0"}, "host:port"),
    ({"address": "nowhere:http"}, "host:port"),
    ({"address": "https://nowhere:1"}, "host:port"),
    ({"address": "unix://run/gapsharp.sock"}, "unix:///"),
    ({"address": None}, "host:port"),
    ({"model": 3}, "model is 3"),
    ({"timeout": 0}, "timeout is 0"),
    ({"timeout": float("nan")}, "timeout is nan"),
    ({"timeout": float("inf")}, "timeout is inf"),
    ({"connect_timeout": "long"}, "connect_timeout is 'long'"),
    ({"token": "a\nb"}, "printable"),
])
def test_keywords_remote(keywords, named):
    with pytest.raises(InputError, match=named) as error:
        RemoteGapSharp(**keywords)
    one_line(error)


def test_files_that_are_no_potentials(tmp_path, models):
    (tmp_path / "empty.xml").write_text("")
    (tmp_path / "truncated.xml").write_text(models["na-dft"].read_text()[:20000])
    for path, named in ((tmp_path / "none.xml", "none.xml"), (tmp_path / "empty.xml", "empty.xml"),
                        (tmp_path / "truncated.xml", "truncated.xml"), (tmp_path, tmp_path.name), ("", "path is ''"),
                        ("a\0b", "path is"), (None, "path is None"), (3, "path is 3"), (b"na.xml", "path is b'na.xml'")):
        with pytest.raises(InputError, match=named) as error:
            GapSharp(path)
        one_line(error)


def test_set_refuses_like_the_constructor(models, sodium):
    with GapSharp(models["na-dft"]) as calc:
        energy = calc.get_potential_energy(sodium)
        for keywords in ({"threads": -1}, {"colour": "red"}, {"path": ""}):
            with pytest.raises(InputError):
                calc.set(**keywords)
        assert calc.get_potential_energy(sodium) == energy


def test_a_library_that_is_not_there(tmp_path):
    import os
    import subprocess
    import sys

    program = "from gapsharp import GapSharp\ntry:\n    GapSharp('na.xml')\nexcept Exception as e:\n    print(type(e).__name__, e)"
    environment = {**os.environ, "GAPSHARP_LIBRARY": str(tmp_path / "libnothing.so")}
    output = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True).stdout
    assert output.startswith(CalculatorSetupError.__name__) and "libnothing.so" in output and output.count("\n") == 1
