"""Binding energies, magic numbers, agreement with a reference, and what walkers found."""

import numpy as np
import pytest
from ase import Atoms
from ase.calculators.calculator import InputError
from ase.calculators.singlepoint import SinglePointCalculator
from ase.db import connect
from ase.io import write
from gapsharp.analysis import (Cluster, agreement, best_per_size, binding_energies, by_size, isolated_energies, lowest, magic_numbers,
                               read_clusters, read_frames, second_differences, walker_runs)
from gapsharp.analysis.energies import energy_table
from gapsharp.analysis.regression import regression_table
from gapsharp.analysis.runs import run_table
from gapsharp.hopping import MinimaHopping, Parameters
from lennard_jones import GlobalOverlap, LennardJones, cluster

LJ = {12: -37.967600, 13: -44.326801, 14: -47.845157, 15: -52.322627}
"""Global minima in epsilon (Cambridge Cluster Database)."""


def chain(count, symbol="Na"):
    return Atoms(f"{symbol}{count}", [[3.0 * index, 0, 0] for index in range(count)])


def frames(tmp_path, text):
    path = tmp_path / "frames.csv"
    path.write_text("frame,atoms,reference_binding_energy_eV_per_atom,binding_energy_eV_per_atom\n" + text)
    return path


def test_binding_energies_of_the_best_of_each_size():
    clusters = [Cluster(chain(2), -11.0, "a"), Cluster(chain(2), -11.5, "b"), Cluster(chain(1), -5.0, "c"), Cluster(chain(3), -18.0, "d")]
    assert binding_energies(clusters) == pytest.approx({1: 0.0, 2: -0.75, 3: -1.0})
    assert binding_energies(clusters, {"Na": -4.0})[3] == pytest.approx(-2.0)
    assert [best.source for best in best_per_size(clusters).values()] == ["c", "b", "d"]
    assert [each.source for each in lowest(clusters, 2)] == ["c", "b", "a", "d"]
    mixed = Cluster(Atoms("NaMg", [[0, 0, 0], [3, 0, 0]]), -20.0, "e")
    assert binding_energies([mixed], {"Na": -5.0, "Mg": -12.0}) == pytest.approx({2: -1.5})
    with pytest.raises(InputError, match="expected one composition for each size"):
        binding_energies([*clusters, mixed])
    with pytest.raises(InputError, match="energy of an isolated Mg atom is missing"):
        binding_energies([mixed], {"Na": -5.0})
    with pytest.raises(InputError, match="e has no energy"):
        binding_energies([mixed._replace(energy=None)], {})


def test_thirteen_is_magic():
    differences = second_differences(LJ)
    assert differences == pytest.approx({13: -37.9676 - 47.845157 + 2 * 44.326801, 14: -44.326801 - 52.322627 + 2 * 47.845157})
    assert magic_numbers(differences) == []
    assert magic_numbers({**differences, 12: 0.1}) == [13]
    assert second_differences({3: 1.0, 4: 1.0, 6: 2.0}) == {}
    assert magic_numbers({1: -3.0, 2: -1.0, 3: -2.0}) == []


def test_the_energy_table_marks_magic_sizes():
    energies = {10: -28.422532, 11: -32.765970, **LJ}
    table = energy_table([Cluster(chain(size), energy, str(size)) for size, energy in energies.items()], {"Na": 0.0})
    assert [size for size, magic in zip(table.column("atoms"), table.column("magic")) if magic] == [13]
    assert table.column("second_difference_eV")[0] is None
    alloy = energy_table([Cluster(Atoms("NaMg", [[0, 0, 0], [3, 0, 0]]), -20.0)], {"Na": -5.0, "Mg": -12.0})
    assert alloy.column("second_difference_eV") == [None]


def test_a_calculator_gives_the_energies_of_isolated_atoms():
    assert isolated_energies(["Na", "Mg", "Na"], LennardJones()) == {"Mg": 0.0, "Na": 0.0}


def test_structures_come_from_files_and_databases(tmp_path):
    images = [chain(2), chain(3)]
    for image, energy in zip(images, (-1.0, -2.0)):
        image.calc = SinglePointCalculator(image, energy=energy)
    write(tmp_path / "two.xyz", images, format="extxyz")
    write(tmp_path / "bare.xyz", chain(4), format="extxyz")
    with connect(tmp_path / "two.db") as database:
        for image in images:
            database.write(image)
    for name, numbers in (("two.xyz", (0, 1)), ("two.db", (1, 2))):
        found = read_clusters([tmp_path / name])
        assert [each.energy for each in found] == [-1.0, -2.0]
        assert [each.source for each in found] == [f"{tmp_path / name}:{number}" for number in numbers]
        assert np.array_equal(found[1].atoms.positions, images[1].positions)
    assert read_clusters([tmp_path / "bare.xyz"])[0].energy is None


def test_files_that_hold_no_clusters_are_refused(tmp_path):
    (tmp_path / "broken.xyz").write_text("3\n\nNa 0 0\n")
    (tmp_path / "text.db").write_text("not a database " * 200)
    (tmp_path / "empty.db").write_bytes(b"")
    connect(tmp_path / "none.db").metadata = {"formula": "Na13"}
    for name, message in (("broken.xyz", "cannot read"), ("gone.xyz", "there is no such file"), ("text.db", "cannot read the database"),
                          ("empty.db", "cannot read the database"), ("gone.db", "cannot read the database"),
                          ("none.db", "has no structures")):
        with pytest.raises(InputError, match=message):
            read_clusters([tmp_path / name])
    assert (tmp_path / "empty.db").read_bytes() == b"" and not (tmp_path / "gone.db").exists()


def test_agreement_is_that_of_the_formulas():
    reference, model = np.array([1.0, 2.0, 3.0, 5.0]), np.array([1.1, 1.9, 3.2, 5.0])
    found = agreement(reference, model)
    assert found.rmse == pytest.approx(np.sqrt(0.06 / 4)) and found.mae == pytest.approx(0.1) and found.largest == pytest.approx(0.2)
    assert found.pearson == pytest.approx(np.corrcoef(reference, model)[0, 1])
    assert agreement([1.0], [2.0]) == (1, 1.0, 1.0, 1.0, None)
    assert agreement([1.0, 1.0], [2.0, 3.0]).pearson is None
    with pytest.raises(InputError, match="same number of values"):
        agreement([1.0], [])


def test_the_regression_table_goes_by_size(tmp_path):
    found = read_frames(frames(tmp_path, "0,8,-0.5,-0.51\n1,8,-0.6,-0.59\n2,13,-0.7,-0.73\n3,1,0,0\n4,20,-0.9,\n"))
    assert found.sizes.tolist() == [8, 8, 13]
    assert by_size(found)[8].rmse == pytest.approx(0.01) and by_size(found)[13].pearson is None
    table = regression_table(found)
    assert table.column("atoms") == ["8", "13", "total"] and table.column("configurations") == [2, 1, 3]
    assert table.column("rmse_meV_per_atom")[1] == pytest.approx(30)
    assert table.column("rmse_kcal_per_mol_atom")[1] == pytest.approx(0.03 * 23.060548, rel=1e-6)


@pytest.mark.parametrize("text, message", [
    ("0,8,-0.5,low\n", "line 2 of .*could not convert"), ("0,8,-0.5,nan\n", "line 2 of .*finite"), ("0,0,-0.5,-0.5\n", "0 atoms"),
    ("0,1,0,0\n", "no configuration with both")])
def test_wrong_frames_are_refused(tmp_path, text, message):
    with pytest.raises(InputError, match=message):
        read_frames(frames(tmp_path, text))


def test_a_csv_of_something_else_is_refused(tmp_path):
    (tmp_path / "other.csv").write_text("a,b\n1,2\n")
    with pytest.raises(InputError, match="has no column atoms"):
        read_frames(tmp_path / "other.csv")
    with pytest.raises(InputError, match="cannot read"):
        read_frames(tmp_path / "gone.csv")


def test_walkers_are_counted_as_their_hops_went(tmp_path):
    path = tmp_path / "minima.db"
    hops = []
    for walker in (0, 1):
        MinimaHopping(cluster(13, walker), path, Parameters(temperature=500.0, energy_difference=0.2), identity=GlobalOverlap(),
                      walker=walker).run(6, hops.append)
    assert len(read_clusters([path])) == sum(hop.outcome.value == "new" for hop in hops)
    runs = walker_runs(path)
    lowest_energy = min(hop.energy for hop in hops)
    for run in runs:
        own = [hop for hop in hops if hop.walker == run.walker]
        assert (run.hops, run.force_calls, run.lowest) == (6, sum(hop.force_calls for hop in own), min(hop.energy for hop in own))
        for outcome in ("new", "known", "same", "failed"):
            assert getattr(run, outcome) == sum(hop.outcome.value == outcome for hop in own)
        assert run.accepted == sum(hop.accepted for hop in own)
        reached = [hop for hop in own if hop.energy < lowest_energy + 1e-3]
        assert run.hops_to_target == (reached[0].number if reached else None)
        assert run.calls_to_target == (sum(hop.force_calls for hop in own[:reached[0].number + 1]) if reached else None)
        assert run.calls[-1] == run.force_calls and run.energies[-1] == run.lowest and run.found[-1] == run.new
    table = run_table(runs)
    assert table.column("walker") == ["0", "1", "all"] and table.column("new")[2] == sum(run.new for run in runs)
    assert table.column("success")[2] == f"{sum(run.calls_to_target is not None for run in runs)} of 2"
    assert all(run.calls_to_target is None for run in walker_runs(path, target=-100.0))
    assert all(run.calls_to_target == run.calls[0] for run in walker_runs(path, target=0.0))


def test_a_database_without_hops_is_refused(tmp_path):
    connect(tmp_path / "plain.db").write(chain(2))
    with pytest.raises(InputError, match="row 1 of .*plain.db is no hop"):
        walker_runs(tmp_path / "plain.db")
