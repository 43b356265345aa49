"""The command, its files, and the page."""

import base64
import csv
import io
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

import numpy as np
import pytest
from ase import Atoms
from ase.calculators.singlepoint import SinglePointCalculator
from ase.cluster import Icosahedron, Octahedron
from ase.io import write
from gapsharp import GapSharp
from gapsharp.analysis import Table
from gapsharp.analysis.__main__ import main
from gapsharp.hopping import MinimaHopping, Parameters
from lennard_jones import GlobalOverlap, LennardJones, cluster


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Clusters of 12 to 14 atoms and single ones, a database of hops, a trajectory, frames of a validation."""
    folder = tmp_path_factory.mktemp("analysis")
    ideal = Icosahedron("Na", 2, 4.7)
    middle_first = ideal.positions[np.argsort(np.linalg.norm(ideal.positions, axis=1), kind="stable")]
    capped = np.vstack([middle_first, [[0, 0, 6.5]]])
    shapes = [np.zeros((1, 3)), middle_first[:12], middle_first, capped, Octahedron("Na", 2, latticeconstant=4.7).positions]
    images = [Atoms(f"Na{len(positions)}", positions) for positions in shapes]
    for image in images:
        image.calc = SinglePointCalculator(image, energy=LennardJones().get_potential_energy(image))
    write(folder / "best.xyz", images, format="extxyz")
    write(folder / "larger.xyz", [Atoms("Na2", [[0, 0, 0], [0, 0, 3]]), Atoms("Na13", ideal.positions)], format="extxyz")
    hopping = Parameters(temperature=500.0, energy_difference=0.2)
    MinimaHopping(cluster(13, 0), folder / "minima.db", hopping, identity=GlobalOverlap()).run(3)
    frames = [Atoms(ideal.numbers, scale * ideal.positions) for scale in (1.0, 1.02, 0.98, 1.01)]
    write(folder / "run.xyz", frames, format="extxyz")
    (folder / "frames.csv").write_text("atoms,reference_binding_energy_eV_per_atom,binding_energy_eV_per_atom\n"
                                       "8,-0.5,-0.51\n8,-0.6,-0.59\n13,-0.7,-0.73\n")
    return folder


COMMANDS = [
    (["energies", "best.xyz"], {"atoms": ["1", "6", "12", "13", "14"]}),
    (["energies", "minima.db", "--isolated", "Na=0"], {"atoms": ["13"]}),
    (["regression", "frames.csv"], {"atoms": ["8", "13", "total"]}),
    (["symmetry", "best.xyz"], {"point_group": ["Kh", "C5v", "Ih", None, "Oh"]}),
    (["shells", "best.xyz", "--lowest", "1"], {"core": ["0", "0", None, None, None]}),
    (["radii", "best.xyz"], {}), (["bonds", "larger.xyz"], {"bonds": ["1", "42"]}),
    (["lattices", "larger.xyz", "--bond", "own", "--cutoffs", "4"], {"lattice": ["hcp", "fcc", "bcc"] * 2}),
    (["lindemann", "run.xyz", "--blocks", "2"], {"frames": ["2", "2"]}), (["runs", "minima.db"], {"walker": ["0", "all"]})]


@pytest.mark.parametrize("arguments, expected", COMMANDS, ids=[arguments[0] for arguments, _ in COMMANDS])
def test_commands_print_write_and_draw(arguments, expected, folder, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(folder)
    files = [tmp_path / "out.csv", tmp_path / "out.svg"]
    assert main([*arguments, "-o", str(files[0]), "--plot", str(files[1])]) == 0
    printed = capsys.readouterr().out.splitlines()
    rows = list(csv.DictReader(io.StringIO(files[0].read_text())))
    assert printed[0].split() == list(rows[0]) and len(printed) == len(rows) + 1
    for column, values in expected.items():
        assert all(value is None or value == row[column] for value, row in zip(values, rows)) and len(rows) == len(values)
    assert ElementTree.fromstring(files[1].read_text()).tag.endswith("svg")
    first = [path.read_bytes() for path in files]
    assert main([*arguments, "-o", str(files[0]), "--plot", str(files[1])]) == 0
    assert [path.read_bytes() for path in files] == first


def test_the_page_is_complete_in_itself(folder, tmp_path, monkeypatch):
    monkeypatch.chdir(folder)
    command = ["report", "best.xyz", "minima.db", "--frames", "frames.csv", "--bond", "own", "--cutoffs", "4", "5", "--title", "<Na> & co"]
    assert main([*command, "-o", str(tmp_path / "a.html")]) == 0 and main([*command, "-o", str(tmp_path / "b.html")]) == 0
    page = (tmp_path / "a.html").read_text()
    assert page == (tmp_path / "b.html").read_text()
    assert "<h1>&lt;Na&gt; &amp; co</h1>" in page
    for heading in ("Energies", "Best structures", "Distances from the centre of mass", "Shells", "Likeness to hcp, fcc and bcc",
                    "Model against reference", "Runs"):
        assert f"<h2>{heading}</h2>" in page
    images = re.findall(r'src="([^"]*)"', page)
    plots = [base64.b64decode(image.split(",")[1]) for image in images if image.startswith("data:image/svg+xml;base64,")]
    pictures = [base64.b64decode(image.split(",")[1]) for image in images if image.startswith("data:image/png;base64,")]
    assert (len(plots), len(pictures), len(images)) == (6, 4, 10)
    assert all(ElementTree.fromstring(plot).tag.endswith("svg") for plot in plots)
    assert all(picture.startswith(b"\x89PNG") for picture in pictures)
    assert "http" not in re.sub(r'src="[^"]*"', "", page)
    assert page.count("<figcaption>") == 4 and "E<sub>b</sub>" in page


def test_a_page_without_energies_of_atoms_has_the_structures(folder, tmp_path, monkeypatch):
    monkeypatch.chdir(folder)
    assert main(["report", "minima.db", "--cutoffs", "4", "-o", str(tmp_path / "page.html")]) == 0
    page = (tmp_path / "page.html").read_text()
    assert "<h2>Energies</h2>" not in page and "<h2>Runs</h2>" in page and "<h2>Best structures</h2>" in page


def test_a_potential_gives_the_energies_of_atoms(models, folder, tmp_path, monkeypatch):
    monkeypatch.chdir(folder)
    assert main(["energies", "minima.db", "--model", str(models["na-dft"]), "-o", str(tmp_path / "out.csv")]) == 0
    (row,) = csv.DictReader(io.StringIO((tmp_path / "out.csv").read_text()))
    with GapSharp(models["na-dft"]) as calculator:
        alone = calculator.get_potential_energy(Atoms("Na"))
    assert alone == pytest.approx(-5.2, abs=0.1)
    assert float(row["binding_energy_eV_per_atom"]) == pytest.approx(float(row["energy_eV"]) / 13 - alone, abs=1e-9)


def test_the_picture_of_one_of_many(folder, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(folder)
    assert main(["picture", "best.xyz", "--index", "2", "-o", str(tmp_path / "p.png")]) == 0
    assert (tmp_path / "p.png").read_bytes().startswith(b"\x89PNG")
    assert main(["picture", "best.xyz", "--index", "5", "-o", str(tmp_path / "q.png")]) == 1
    assert "index is 5, expected 0 to 4" in capsys.readouterr().err


@pytest.mark.parametrize("arguments, message", [
    (["energies", "gone.xyz"], "cannot read gone.xyz"),
    (["energies", "minima.db"], "energy of an isolated Na atom is missing"),
    (["symmetry", "best.xyz", "--tolerance", "-1"], "best.xyz:0: tolerance is -1.0"),
    (["shells", "best.xyz", "--lowest", "0"], "is 0, expected at least 1"),
    (["bonds", "best.xyz"], "best.xyz:0: atoms has 1 atoms"), (["regression", "best.xyz"], "has no column"),
    (["lindemann", "best.xyz"], "best.xyz: frame 0 has"), (["lindemann", "run.xyz", "--skip", "3"], "run.xyz: the trajectory has 1 frames"),
    (["runs", "best.xyz"], "cannot read the database"), (["radii", "best.xyz", "--plot", "x.gif"], "ends in .svg or .png")])
def test_errors_are_one_line(arguments, message, folder, monkeypatch, capsys):
    monkeypatch.chdir(folder)
    before = sorted(folder.iterdir())
    assert main(arguments) == 1
    said = capsys.readouterr()
    assert said.err.startswith("error: ") and message in said.err and said.err.count("\n") == 1
    assert sorted(folder.iterdir()) == before


def test_wrong_usage_ends_with_2(folder):
    for arguments in ([], ["nothing"], ["energies"], ["energies", "best.xyz", "--isolated", "Na"]):
        ended = subprocess.run([sys.executable, "-m", "gapsharp.analysis", *arguments], cwd=folder, capture_output=True, text=True)
        assert ended.returncode == 2 and "usage" in ended.stderr


def test_tables_keep_every_digit_and_escape():
    table = Table(("name", "x_A", "n", "good"), [("a<b,\"c\"", 0.1 + 0.2, 3, True), ("d", None, np.int64(4), np.bool_(False))])
    rows = list(csv.DictReader(io.StringIO(table.csv())))
    assert rows[0] == {"name": "a<b,\"c\"", "x_A": repr(0.1 + 0.2), "n": "3", "good": "1"}
    assert rows[1]["x_A"] == "" and rows[1]["good"] == "0"
    assert "a&lt;b" in table.html() and "a<b" not in table.html()
    assert table.text().splitlines()[0].split() == ["name", "x_A", "n", "good"]
