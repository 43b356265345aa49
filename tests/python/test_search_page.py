"""The page of a search: what it shows, how often it is written, and that the search does not depend on it."""

import re
import subprocess
import sys
import time

import numpy as np
import pytest
from ase.calculators.calculator import CalculationFailed, InputError
from gapsharp.analysis import history, search_page
from gapsharp.analysis.__main__ import main as analyse
from gapsharp.analysis.history import History
from gapsharp.analysis.search_page import SearchPage, walker_table
from gapsharp.hopping import __main__ as command
from gapsharp.hopping import page
from gapsharp.hopping.__main__ import main
from gapsharp.hopping.page import Page
from lennard_jones import GlobalOverlap
from test_hopping_search import search
from test_hopping_walkers import HOP


def test_the_history_is_what_the_hops_were_however_often_it_is_read(tmp_path):
    path = tmp_path / "minima.db"
    stepwise, hops = History(path), []
    for walker in (0, 1):
        for count in (0, 3, 6):
            search(path, seed=walker + 7, walker=walker).run(count, hops.append)
            stepwise.read_on()
    at_once = History(path)
    at_once.read_on()
    assert stepwise.steps == at_once.steps and [best[:5] for best in stepwise.best] == [best[:5] for best in at_once.best]
    for walker in (0, 1):
        current = None
        for step, hop in zip(at_once.steps[walker], (hop for hop in hops if hop.walker == walker)):
            current = hop.energy if hop.accepted else current
            assert (step.hop, step.outcome, step.accepted, step.energy) == (hop.number, hop.outcome.value, hop.accepted, hop.energy)
            assert (step.current, step.temperature, step.energy_difference) == (current, *hop.feedback)
            assert abs(step.time - time.time()) < 600
    new = sorted(hop.energy for hop in hops if hop.outcome.value == "new")
    assert [best.energy for best in at_once.best] == new[:history.BEST]
    table = walker_table(at_once.steps)
    assert table.column("force_calls") == [sum(hop.force_calls for hop in hops if hop.walker == walker) for walker in (0, 1)]
    assert table.column("hops") == [6, 6] and min(map(float, table.column("lowest_eV"))) == pytest.approx(new[0], abs=1e-3)


def test_the_page_shows_walkers_traces_and_structures(tmp_path, monkeypatch):
    path = tmp_path / "<minima>.db"
    for walker in (0, 1):
        search(path, seed=walker + 7, walker=walker).run(4)
    writer = SearchPage(path, tmp_path / "search.html")
    assert writer.write(reload=30)
    text = (tmp_path / "search.html").read_text()
    assert "<meta http-equiv=refresh content=30>" in text and "&lt;minima&gt;.db: 2 walkers, 8 hops" in text
    assert text.count("data:image/svg+xml") == 3 and text.count("data:image/png") == len(writer._history.best) >= 2
    assert len(re.findall("<tr><td", text)) == 2
    # Again, from the same and from another reading: the same bytes, but for the request to read it again.
    writer.write()
    last = (tmp_path / "search.html").read_text()
    assert last == text.replace("<meta http-equiv=refresh content=30>", "")
    assert analyse(["search", str(path), "-o", str(tmp_path / "other.html")]) == 0
    assert (tmp_path / "other.html").read_text() == last
    # Of many hops the traces are dots; a structure that cannot be drawn is said to be so.
    monkeypatch.setattr(search_page, "_POINTS", 5)

    def refuse(atoms):
        raise InputError("two atoms at one place")

    monkeypatch.setattr(search_page, "shells", refuse)
    SearchPage(path, tmp_path / "other.html").write()
    text = (tmp_path / "other.html").read_text()
    assert "image/svg" not in text and text.count("data:image/png") == 3 and "two atoms at one place" in text


def test_of_many_walkers_those_with_the_lowest_minima_are_drawn(tmp_path):
    step = history.Step(1, 0, 0, "new", True, 0.0, 0.0, 500.0, 0.2, 100, 0.0)
    steps = {walker: [step._replace(walker=walker, energy=-walker, current=-walker)] for walker in range(20)}
    assert search_page.traces.chosen(steps) == list(range(8, 20))
    assert np.isfinite(search_page.traces.energies_size(steps)).all()
    assert search_page.image(search_page.traces.energies(steps)).startswith("<img")
    assert "of 20" in search_page._left_out(20) and search_page._left_out(12) == ""


def test_a_database_without_hops_has_no_page(tmp_path, capsys):
    search(tmp_path / "minima.db")
    assert analyse(["search", str(tmp_path / "minima.db"), "-o", str(tmp_path / "search.html")]) == 1
    assert re.fullmatch("error: .*minima.db has no hops, expected at least one\n", capsys.readouterr().err)
    assert not (tmp_path / "search.html").exists()


def test_pages_take_a_small_share_of_the_time(tmp_path, monkeypatch):
    clock, written = [0.0], []

    class Slow:
        def __init__(self, name, path):
            pass

        def write(self, reload):
            written.append(clock[0])
            clock[0] += 3.0

    monkeypatch.setattr(page, "SearchPage", Slow)
    monkeypatch.setattr(page.time, "monotonic", lambda: clock[0])
    pages = Page(tmp_path / "minima.db", tmp_path / "search.html", every=10.0)
    while clock[0] < 2000.0:
        pages(HOP)
        clock[0] += 1.0
    # Three seconds each, and two per cent.
    assert len(written) == 14 and np.diff(written).min() >= 3.0 / page.SHARE


def test_a_page_that_cannot_be_written_is_one_warning(tmp_path, capsys):
    search(tmp_path / "minima.db", seed=7).run(0)
    (tmp_path / "folder").mkdir()
    pages = Page(tmp_path / "minima.db", tmp_path / "folder" / "search.html", every=0.0)
    (tmp_path / "folder").rmdir()
    pages(HOP)
    pages.finish()
    assert re.fullmatch("warning: cannot write .*folder/search.html: .*No such file.*; the search goes on\n", capsys.readouterr().err)


@pytest.mark.parametrize("name, message", [("search.txt", "expected a name that ends in .html"), ("absent/search.html", "there is no such folder")])
def test_a_page_that_cannot_be_is_refused_before_the_search(models, tmp_path, capsys, name, message):
    database = tmp_path / "minima.db"
    assert main(["--random", "Na4", "--model", str(models["na-dft"]), "--database", str(database), "--page", str(tmp_path / name)],
                GlobalOverlap()) == 1
    said = capsys.readouterr()
    assert said.err.startswith("error: ") and message in said.err and said.err.count("\n") == 1
    assert "walker" not in said.out


def test_the_command_leaves_the_page_of_all_walkers(models, tmp_path, capsys):
    command = ["--random", "Na8", "--model", str(models["na-dft"]), "--walkers", "2", "--hops", "2", "--seed", "3", "--temperature", "700",
               "--database", str(tmp_path / "minima.db"), "--page", str(tmp_path / "search.html")]
    assert main(command, GlobalOverlap()) == 0
    text = (tmp_path / "search.html").read_text()
    assert "Minima hopping of Na8" in text and "2 walkers, 4 hops" in text and "http-equiv" not in text
    assert sorted(path.name for path in tmp_path.iterdir()) == ["minima.db", "search.html"]
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("end, code", [(KeyboardInterrupt(), 130), (CalculationFailed("walker 0: the server is gone"), 1)])
def test_the_last_page_is_written_however_the_search_ends(models, tmp_path, monkeypatch, end, code):
    search(tmp_path / "minima.db", seed=7).run(1)

    def ended(*_, report, **__):
        report(HOP)
        search(tmp_path / "minima.db", seed=7).run(2)
        raise end

    monkeypatch.setattr(command, "run_walkers", ended)
    assert main(["--random", "Na13", "--model", str(models["na-dft"]), "--database", str(tmp_path / "minima.db"), "--page",
                 str(tmp_path / "search.html")], GlobalOverlap()) == code
    text = (tmp_path / "search.html").read_text()
    assert "1 walker, 2 hops" in text and "http-equiv" not in text


def test_walkers_do_not_wait_for_what_draws():
    """Each of their processes imports the command; drawing and analysis take it a second."""
    loaded = subprocess.run([sys.executable, "-c", "import sys, gapsharp.hopping.__main__; print('matplotlib' in sys.modules, "
                             "'gapsharp.analysis' in sys.modules)"], capture_output=True, text=True, check=True)
    assert loaded.stdout == "False False\n"
