"""The parts of gapsharp.melting that need no LAMMPS."""

from __future__ import annotations

import gzip
import io
import json

import numpy as np
import pytest
from ase import Atoms
from ase.calculators.calculator import CalculationFailed, InputError
from ase.cluster import Icosahedron
from gapsharp.melting import Segments, between, frames, geometric, harmonic, join, known_temperatures, of_pair_style, overlap, read_samples
from gapsharp.melting.arguments import arguments_of, parser
from gapsharp.melting.ladder import rounded
from gapsharp.melting.locks import locked, try_lock
from gapsharp.melting.observables import fragmented
from gapsharp.melting.potential import gap
from gapsharp.melting.progress import Progress
from gapsharp.melting.settings import keep, settings_of
from gapsharp.melting.start import elements, icosahedron, read_structure, write_data

LENNARD_JONES = ("lj/cut 20.0", ["1 1 0.1 3.0"])
HEADER = "temperature,energy,kinetic,step,farthest,wall\n"


def harmonic_energies(temperature: float, atoms: int, seed: int) -> np.ndarray:
    """Potential energies of 3N - 6 classical oscillators, in units of k."""
    return temperature * np.random.default_rng(seed).chisquare(3 * atoms - 6, 20_000) / 2


def test_a_harmonic_ladder_overlaps_by_what_gaussians_a_deviation_apart_do():
    ladder = harmonic(60.0, 330.0, 55)
    assert ladder[0] == 60.0 and ladder[-1] == 330.0 and ladder == rounded(ladder)
    assert len(ladder) == 18
    shared = [overlap(harmonic_energies(low, 55, 1), harmonic_energies(high, 55, 2)) for low, high in zip(ladder, ladder[1:])]
    assert min(shared) > 0.57 and max(shared) < 0.68


def test_overlap_is_one_for_the_same_and_none_for_what_is_apart():
    energies = harmonic_energies(100.0, 13, 3)
    assert overlap(energies, energies) == 1
    assert overlap(energies, energies + 1e6) == 0


def test_gaps_are_closed_in_as_many_rounds_as_they_need():
    ladder = [50.0, 300.0]
    for _ in range(4):
        energies = [harmonic_energies(temperature, 55, int(100 * temperature)) for temperature in ladder]
        added = between(ladder, energies, 0.3, 55)
        if not added:
            break
        assert all(50 < temperature < 300 for temperature in added) and not set(added) & set(ladder)
        ladder = rounded([*ladder, *added])
    assert not added and len(ladder) > 6
    # Close temperatures that do not overlap are stuck, one solid and one liquid: another between them would not help.
    solid, liquid = np.linspace(0, 1, 50), np.linspace(9, 10, 50)
    assert between([100.0, 105.0], [solid, liquid], 0.3, 55) == []
    assert between([100.0, 106.0], [solid, liquid], 0.3, 55) == [102.96]


def test_temperatures_out_of_range_are_refused():
    for make, message in ((lambda: geometric(300.0, 60.0, 5), "expected at least 2 from a lower to a higher one"),
                          (lambda: harmonic(0.0, 60.0, 13), "from a lower to a higher one"),
                          (lambda: rounded([]), "expected 1 to 1000 from 0.01 K"),
                          (lambda: rounded([0.001]), "expected 1 to 1000 from 0.01 K")):
        with pytest.raises(InputError, match=message):
            make()


def test_a_pair_style_names_its_files_in_full_and_remembers_what_they_were(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    table = tmp_path / "na eam.alloy"
    table.write_text("1")
    first = of_pair_style("eam/alloy", ["* * 'na eam.alloy' Na"])
    assert first.commands == ["pair_style eam/alloy", f'pair_coeff * * "{table}" Na']
    assert first.identity == ["pair_style eam/alloy", "pair_coeff * * na eam.alloy Na"]
    table.write_text("2")
    assert of_pair_style("eam/alloy", ["* * 'na eam.alloy' Na"]).files != first.files
    for style, coefficients in (("eam", []), (" ", ["* *"]), ("lj/cut 5\nshell rm", ["* *"]), ("lj/cut 'x", ["* *"])):
        with pytest.raises(InputError, match="^pair.style is"):
            of_pair_style(style, coefficients)


def test_a_gap_comes_with_its_elements_and_plugin(tmp_path):
    model, plugin = tmp_path / "na.xml", tmp_path / "gapsharpplugin.so"
    model.write_text("")
    potential = gap(str(model), ["Na", "Mg"], str(plugin))
    assert potential.commands == [f'plugin load "{plugin}"', "pair_style gapsharp threads ${threads}", f'pair_coeff * * "{model}" Na Mg']
    with pytest.raises(InputError, match="none.xml is not there, expected a potential file"):
        gap("none.xml", ["Na"])


def settings(**changes):
    atoms = Icosahedron("Na", 2, 5.2)
    return settings_of(atoms, of_pair_style(*LENNARD_JONES), **{**dict(timestep=2.0, damping=200.0, chain=3, sample=20.0, frame=1000.0,
                                                                      containment=0.0, seed=1), **changes})


def test_settings_make_whole_steps_and_a_sphere_with_room():
    made = settings()
    assert (made.sample, made.frame) == (10, 500)
    nearest = 5.2 / np.sqrt(2)
    # An icosahedron of ASE has its outer atoms at the distance of neighbours or a little more.
    assert made.containment == pytest.approx(2.5 * nearest, rel=0.06)
    assert (settings(sample=6.0, frame=13.0).sample, settings(sample=6.0, frame=13.0).frame) == (3, 6)
    with pytest.raises(InputError, match="containment is 3.0 A and the outermost atom of the start at"):
        settings(containment=3.0)
    with pytest.raises(InputError, match="has 2 atoms, expected at least 3"):
        settings_of(Atoms("Na2", [[0, 0, 0], [3, 0, 0]]), of_pair_style(*LENNARD_JONES), timestep=2.0, damping=200.0, chain=3, sample=20.0,
                    frame=20.0, containment=0.0, seed=1)


def test_a_study_keeps_its_settings(tmp_path):
    path = tmp_path / "settings.json"
    keep(settings(), path)
    keep(settings(), path)
    with pytest.raises(InputError, match=r"timestep is 1.0, expected 2.0 as in .*settings.json; or another --output"):
        keep(settings(timestep=1.0), path)
    path.write_text("[1]")
    with pytest.raises(InputError, match="has a list, expected the settings of a study"):
        keep(settings(), path)
    path.write_text("{")
    with pytest.raises(InputError, match="is no JSON"):
        keep(settings(), path)


def segment(study, temperature: float, end: int, rows, steps=()) -> None:
    folder = Segments(study, temperature).folder
    folder.mkdir(exist_ok=True)
    (folder / f"{end:012d}.csv").write_text(HEADER + "".join(f"{temperature},{row[1]},300,{row[0]},5,0\n" for row in rows))
    with gzip.open(folder / f"{end:012d}.dump.gz", "wt") as file:
        for step in steps:
            file.write(f"ITEM: TIMESTEP\n{step}\nITEM: NUMBER OF ATOMS\n2\nITEM: BOX BOUNDS ff ff ff\n-9 9\n-9 9\n-9 9\n"
                       f"ITEM: ATOMS id type x y z\n1 1 0 0 {step}\n2 1 0.5 0 0\n")


def test_segments_join_without_counting_a_step_twice(tmp_path):
    segment(tmp_path, 281.0, 20, [(10, -1.25), (20, -1.5)], [0, 10, 20])
    segment(tmp_path, 281.0, 40, [(20, -1.5), (30, -1.0000000000000002), (40, -2.0)], [20, 30, 40])
    one = Segments(tmp_path, 281.0)
    assert one.folder.name == "T0281.00" and one.ends() == [20, 40] and one.steps() == 40
    assert read_samples(join(one, 20)).energy.tolist() == [-1.0000000000000002, -2.0]
    samples = read_samples(join(one))
    assert samples.energy.tolist() == [-1.25, -1.5, -1.0000000000000002, -2.0]
    found = list(frames(one, after=10))
    assert [step for step, _ in found] == [20, 30, 40]
    assert found[1][1].tolist() == [[0, 0, 30], [0.5, 0, 0]]
    assert one.latest()[3] == 40
    # A segment under way, its last line half written; and the joined file, which is no segment.
    (one.folder / "000000000060.part.csv").write_text(HEADER + "281.0,-3.0,300,50,5,0\n281.0,-3")
    assert one.latest()[3] == 50 and one.steps() == 40
    assert known_temperatures(tmp_path) == [281.0] and known_temperatures(tmp_path / "none") == []


def test_segments_that_are_something_else_are_refused(tmp_path):
    segment(tmp_path, 100.0, 20, [(10, -1.0)], [10])
    one = Segments(tmp_path, 100.0)
    one.samples(20).write_text("a,b\n1,2\n")
    with pytest.raises(CalculationFailed, match="begins with"):
        join(one)
    with gzip.open(one.frames(20), "wt") as file:
        file.write("nonsense\n")
    with pytest.raises(CalculationFailed, match="has the line 'nonsense', expected ITEM: TIMESTEP"):
        list(frames(one))


def test_a_lock_is_held_once(tmp_path):
    with locked(tmp_path / "lock"):
        assert try_lock(tmp_path / "lock") is None
    assert try_lock(tmp_path / "lock") is not None


def test_pieces_are_counted():
    together = np.array([[0.0, 0, 0], [3, 0, 0], [6, 0, 0]])
    apart = np.array([[0.0, 0, 0], [3, 0, 0], [16, 0, 0]])
    assert fragmented([together, apart, together, apart], 4.0) == 0.5
    assert np.isnan(fragmented([], 4.0))


def test_starts_are_icosahedra_or_files(tmp_path):
    assert len(icosahedron("Na55")) == 55
    for formula in ("Na54", "Zz13", "na55", "Na", "Na999999999"):
        with pytest.raises(InputError, match="expected an element and one of 13, 55"):
            icosahedron(formula)
    with pytest.raises(InputError, match="^cannot read"):
        read_structure(str(tmp_path / "none.xyz"))
    atoms = Atoms("NaMgNa", [[0, 0, 0.1], [1, 0, 0], [0, 1 / 3, 0]])
    assert elements(atoms) == ["Na", "Mg"]
    write_data(tmp_path / "start.data", atoms, 10.0)
    lines = (tmp_path / "start.data").read_text().splitlines()
    assert "2 atom types" in lines and "-10.0 10.0 zlo zhi" in lines
    assert lines[-3:] == ["1 1 0.0 0.0 0.1", "2 2 1.0 0.0 0.0", "3 1 0.0 0.3333333333333333 0.0"]


def test_a_file_of_options_stands_before_the_command_line(tmp_path, capsys):
    config = tmp_path / "na55.melt"
    config.write_text("# Na55\nicosahedron = Na55\nfrom = 60\nto=330   # K\npair_coeff = 1 1 0.1 3.0\n\ntime = 400\n")
    options = parser().parse_args(arguments_of(["--time", "10", "--config", str(config)]))
    assert (options.icosahedron, options.low, options.high, options.time, options.pair_coeff) == ("Na55", 60, 330, 10, ["1 1 0.1 3.0"])
    config.write_text("start = na.xyz\n")
    assert parser().parse_args(arguments_of(["--config", str(config)])).start == "na.xyz"
    for text, message in (("from\n", "expected NAME = VALUE"), ("from = x\n", "is 'x', expected a number"),
                          ("part = 3/2\n", "expected I/N with I from 1 to N"), ("jobs = 0\n", "expected a whole number from 1"),
                          ("time = -1\n", "expected a number above 0"), ("overlap = 1\n", "from 0 to below 1"), ("discard = -1\n", "expected a number from 0"),
                          ("nonsense = 1\n", "nonsense")):
        config.write_text(text)
        with pytest.raises(SystemExit) as ended:
            parser().parse_args(arguments_of(["--config", str(config)]))
        assert ended.value.code == 2 and message in capsys.readouterr().err
    with pytest.raises(SystemExit):
        arguments_of(["--config", str(tmp_path / "none")])
    assert "cannot read --config" in capsys.readouterr().err


def test_progress_is_a_table_on_a_terminal_and_lines_elsewhere(tmp_path):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    temperatures = [Segments(tmp_path, 100.0), Segments(tmp_path, 200.0)]
    plain, terminal = io.StringIO(), Terminal()
    shown = [Progress(2.0, 40, plain), Progress(2.0, 40, terminal)]
    for progress in shown:
        progress(temperatures, [100.0])
    segment(tmp_path, 100.0, 20, [(10, -1.25), (20, -1.5)])
    for progress in shown:
        progress(temperatures, [])
    segment(tmp_path, 100.0, 40, [(40, -1.5)])
    segment(tmp_path, 200.0, 40, [(40, -1.0)])
    for progress in shown:
        progress(temperatures, [])
    lines = plain.getvalue().splitlines()
    assert len(lines) == 4
    assert lines[1].split()[:7] == ["100.00", "0.04", "0.08", "-1.5000", "300.0", "5.00", "waiting;"]
    assert "25 % done, about" in lines[1] and lines[3].endswith("done; 100 % done")
    assert terminal.getvalue().count("\x1b[4A") == 2 and "running" in terminal.getvalue()


def test_summaries_say_what_is_doubtful():
    from gapsharp.melting import summary

    row = dict(temperature=100.0, overlap_with_next=0.05, fragmented=0.0)
    found = {"temperatures": [row, dict(temperature=300.0, overlap_with_next=None, fragmented=0.2)], "melting": None}
    low, vapour, none = summary.warnings(found, 0.1)
    assert "100 K and the next temperature overlap by 5.0 %, expected 10 %" in low
    assert "at 300 K 20.0 % of the structures are in pieces" in vapour and "no maximum" in none
    found["melting"] = {"temperature": 281.04, "temperature_error": 1.26, "heat_capacity": 3.0}
    found["heat_capacity_unit"] = 2.0
    assert summary.melting(found) == "Melting temperature 281.0 +- 1.3 K, C/C0 = 1.50 there."
    assert json.loads(summary.as_json(found))["melting"]["temperature"] == 281.04
