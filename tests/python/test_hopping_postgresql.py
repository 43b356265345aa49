"""What differs with a PostgreSQL server: it may go away, it may know a password, its tables are made by ASE."""

import threading

import pytest
from ase.calculators.calculator import InputError
from ase.db import connect
from gapsharp import _postgresql
from gapsharp._databases import shown
from gapsharp._postgresql import PostgreSQLStore
from gapsharp.analysis.__main__ import main as analyse
from gapsharp.hopping import HoppingDatabase
from gapsharp.hopping.__main__ import main
from lennard_jones import GlobalOverlap
from test_hopping_database import write_hop
from test_hopping_search import history, search


@pytest.fixture
def url(postgres):
    with postgres.database() as name:
        yield name


@pytest.mark.parametrize("when", ["before it reads", "before it commits"])
def test_a_server_that_goes_away_takes_one_hop_and_the_next_finds_it_again(postgres, url, when):
    hopping = search(url, seed=7)
    hopping.run(1)
    before = history(url)
    with pytest.raises(InputError, match=r"^cannot use the database postgresql://hopper@/hops\d+[^\n]*: [^\n]*connection[^\n]*$"):
        with hopping.database.transaction():
            if when == "before it reads":
                postgres.end_connections()
            write_hop(hopping.database, 2)
            postgres.end_connections()
    assert history(url) == before
    hopping.run(2)
    assert len(history(url)) == len(before) + 1


def test_a_server_in_a_restart_is_waited_for(postgres, url, monkeypatch):
    name = url.split("@/")[1].split("?")[0]
    hopping = search(url, seed=7)
    hopping.run(1)
    postgres.execute("postgres", f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
    back = threading.Timer(0.5, lambda: postgres.execute("postgres", f"ALTER DATABASE {name} ALLOW_CONNECTIONS true"))
    monkeypatch.setattr(_postgresql, "_PAUSES", (0.01, 0.02))
    with pytest.raises(InputError, match="is not currently accepting connections"):
        hopping.hop()
    back.start()
    monkeypatch.setattr(_postgresql, "_PAUSES", (0.1,) * 100)
    assert hopping.hop().number == 2
    assert [hop[1] for hop in history(url)] == [0, 1, 2]


def test_no_connection_is_open_between_hops(postgres, url):
    hopping = search(url, seed=7)
    hopping.run(1)
    assert postgres.execute("postgres", "SELECT pid FROM pg_stat_activity WHERE datname <> 'postgres'") == []


def test_a_transaction_of_a_machine_that_vanished_is_ended(postgres, url, monkeypatch):
    hopping = search(url, seed=7)
    hopping.run(1)
    assert "'60s'" in PostgreSQLStore.BEGIN
    monkeypatch.setattr(PostgreSQLStore, "BEGIN", PostgreSQLStore.BEGIN.replace("'60s'", "'100ms'"))
    with pytest.raises(InputError, match="connection"):
        with hopping.database.transaction():
            # Another waits for the lock, and gets it.
            search(url, seed=7, walker=1).run(0)
            write_hop(hopping.database, 2)
    assert [hop[:2] for hop in history(url)] == [(0, 0), (0, 1), (1, 0)]


def test_tables_without_their_metadata_are_completed(url):
    """What a process leaves that was ended while it made the database."""
    assert connect(url).count() == 0
    HoppingDatabase(url, "Na13", GlobalOverlap.name)
    assert connect(url).metadata["formula"] == "Na13"


SECRETS = ("{0}:secret@/absent?host={1}", "{0}@/absent?password=secret&host={1}", "{0}:se%40secret@nowhere.invalid/name",
           "{0}:se@secret@localhost/name", "{0}:se/secret@localhost/name", "{0}:secret%zz@localhost/name", "{0}:secret@localhost:port/name")


@pytest.mark.parametrize("text", SECRETS)
def test_errors_are_one_line_without_the_password(postgres, text, capsys):
    name = "postgresql://" + text.format(postgres.USER, postgres.folder)
    assert main(["--random", "Na4", "--model", "na.xml", "--database", name], GlobalOverlap()) == 1
    assert analyse(["runs", name]) == 1
    said = capsys.readouterr()
    assert said.out == "" and said.err.count("\n") == 2
    assert all(line.startswith("error: ") and "postgresql://hopper@" in line for line in said.err.splitlines())
    assert "secret" not in said.err


def test_names_are_shown_without_passwords():
    assert shown("minima:a@b.db") == "minima:a@b.db"
    assert shown("postgresql://user:word@host:5432/name") == "postgresql://user@host:5432/name"
    for harmless in ("postgresql://user@host:5432/name", "postgresql:///name?host=/tmp"):
        assert shown(harmless) == harmless


def test_reading_makes_no_tables(postgres, url, capsys):
    assert analyse(["runs", url]) == 1
    assert 'relation "systems" does not exist' in capsys.readouterr().err
    assert postgres.execute(url.split("@/")[1].split("?")[0], "SELECT tablename FROM pg_tables WHERE schemaname = 'public'") == []


def test_the_command_searches_calibrates_and_is_analysed(models, url, tmp_path, capsys):
    command = ["--random", "Na8", "--model", str(models["na-dft"]), "--walkers", "2", "--hops", "2", "--seed", "3", "--temperature", "700",
               "--energy-difference", "0.3", "--database", url, "--best", str(tmp_path / "best.xyz"), "--page",
               str(tmp_path / "search.html")]
    assert main(command, GlobalOverlap()) == 0
    assert [hop[:2] for hop in sorted(history(url))] == [(walker, number) for walker in (0, 1) for number in range(3)]
    assert f"distinct minima in {url}" in capsys.readouterr().out
    assert (tmp_path / "best.xyz").exists() and "2 walkers, 4 hops" in (tmp_path / "search.html").read_text()
    assert main([*command, "--calibrate", "1"], GlobalOverlap()) == 0
    kept = HoppingDatabase(url, "Na8", GlobalOverlap.name).threshold
    assert 0 < kept < 0.1 and f"has the threshold {kept:.2g} from now on" in capsys.readouterr().out
    assert analyse(["runs", url, "-o", str(tmp_path / "runs.csv")]) == 0
    assert analyse(["report", url, "--cutoffs", "3.209", "-o", str(tmp_path / "report.html")]) == 0
    page = (tmp_path / "report.html").read_text()
    assert "<h2>Runs</h2>" in page and url.split("?")[0] in page
