"""From snapshots to distinct isomers: quench, sort, refine, compare."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Callable, Dict, Iterable, List, NamedTuple, Optional, Tuple

from ase import Atoms
from ase.calculators.calculator import CalculationFailed, Calculator

from ..analysis import bond_lengths
from ..fingerprints import distance, fingerprint
from ..hopping.parameters import Parameters
from .relaxing import Relaxed, relax_all
from .snapshots import Snapshot
from .sorting import Identity, groups, in_one_piece
from .store import Store
from .table import Isomer, isomer

Report = Callable[[str, Relaxed, int], object]
"""Called with the stage, each result and how many the stage has now."""


@dataclass(frozen=True)
class Plan:
    """How isomers are looked for."""

    quench: float = 0.02
    """Largest component of a force after the first relaxation, eV/A."""
    refine: float = 1e-3
    """After the second, of distinct isomers only."""
    identity: Identity = Identity()
    isomers: int = 40
    """The lowest so many distinct ones are wanted."""
    tolerance: float = 0.2
    """Of the point group, A."""
    workers: int = 1


class Catalogue(NamedTuple):
    """Isomers by ascending energy, a row and a structure for each."""

    rows: List[Isomer]
    atoms: List[Atoms]
    quenched: int
    """Snapshots relaxed."""
    lost: int
    """Of these without a minimum, or in pieces."""
    distinct: int
    """Isomers before the refinement, all of them."""


def find(snapshots: Iterable[Snapshot], calculator: Calculator, store: Store, plan: Plan = Plan(),
         reference: Optional[Calculator] = None, reference_name: str = "", report: Report = lambda *_: None) -> Catalogue:
    """Relaxes what the store does not have yet, and sorts. CalculationFailed if no snapshot leads to a minimum.

    reference: relaxes every isomer once more, from where it is; its results are kept under ``reference_name``.
    """
    starts = {snapshot.name: snapshot.atoms for snapshot in snapshots}
    quenched = _stage("quench", starts, calculator, store, plan.quench, plan.workers, report)
    kept = {name: atoms for name, atoms in _minima(starts, quenched).items() if in_one_piece(atoms)}
    if not kept:
        raise CalculationFailed(f"none of {len(starts)} snapshots led to a minimum in one piece, expected at least one")
    names = list(kept)
    families = groups(list(kept.values()), [quenched[name].energy for name in names], plan.identity)
    found = {names[family[0]]: len(family) for family in families}
    minima, refined, families = _refined({names[family[0]]: kept[names[family[0]]] for family in families}, calculator, store, plan, report)
    names = list(minima)
    free = _free_atoms(next(iter(minima.values())), calculator)
    rows, atoms = [], []
    for number, family in enumerate(families, 1):
        name = names[family[0]]
        rows.append(isomer(number, minima[name], refined[name].energy, refined[names[families[0][0]]].energy, free,
                           sum(found[names[member]] for member in family), name, plan.tolerance))
        atoms.append(minima[name])
    if reference is not None:
        rows = _compared(rows, atoms, reference, f"reference {reference_name}", store, plan, report)
    return Catalogue(rows, atoms, len(quenched), len(quenched) - len(kept), len(found))


def _refined(candidates: Dict[str, Atoms], calculator: Calculator, store: Store, plan: Plan,
             report: Report) -> Tuple[Dict[str, Atoms], Dict[str, Relaxed], List[List[int]]]:
    """Minima by name, their relaxations, and the lowest distinct ones as indices of the minima.

    Relaxed further, some turn out to be the same after all: then as many of the next candidates follow.
    """
    taken = min(plan.isomers, len(candidates))
    while True:
        lowest = dict(list(candidates.items())[:taken])
        refined = _stage("refine", lowest, calculator, store, plan.refine, plan.workers, report)
        minima = _minima(lowest, refined)
        families = groups(list(minima.values()), [refined[name].energy for name in minima], plan.identity)
        if len(families) >= plan.isomers or taken == len(candidates):
            break
        taken = min(len(candidates), taken + plan.isomers - len(families))
    if not families:
        raise CalculationFailed(f"none of {taken} minima could be refined to {plan.refine} eV/A, expected at least one")
    return minima, refined, families[:plan.isomers]


def _stage(stage: str, starts: Dict[str, Atoms], calculator: Calculator, store: Store, fmax: float, workers: int,
           report: Report) -> Dict[str, Relaxed]:
    known = store.of(stage)
    left = [(name, atoms) for name, atoms in starts.items() if name not in known]
    for result in relax_all(left, calculator, Parameters(fmax=fmax), min(workers, len(left))) if left else ():
        store.add(stage, result)
        report(stage, result, len(known))
    return {name: known[name] for name in starts}


def _minima(starts: Dict[str, Atoms], results: Dict[str, Relaxed]) -> Dict[str, Atoms]:
    return {name: Atoms(starts[name].numbers, result.positions) for name, result in results.items() if result.problem is None}


def _free_atoms(atoms: Atoms, calculator: Calculator) -> float:
    """Energy of the cluster's atoms far apart, eV."""
    total = 0.0
    for symbol, count in atoms.symbols.formula.count().items():
        single = Atoms(symbol)
        single.calc = calculator
        total += count * single.get_potential_energy()
    return total


def _compared(rows: List[Isomer], atoms: List[Atoms], reference: Calculator, stage: str, store: Store, plan: Plan,
              report: Report) -> List[Isomer]:
    starts = {row.source: each for row, each in zip(rows, atoms)}
    results = _stage(stage, starts, reference, store, plan.refine, 1, report)
    minima = _minima(starts, results)
    free = _free_atoms(atoms[0], reference)
    return [row if row.source not in minima else _errors(row, each, minima[row.source], results[row.source].energy - free)
            for row, each in zip(rows, atoms)]


def _errors(row: Isomer, model: Atoms, reference: Atoms, bound: float) -> Isomer:
    energy, bond = bound / len(reference), bond_lengths(reference).mean
    return replace(row, reference_energy=energy, energy_error=100 * (row.binding_energy - energy) / abs(energy), reference_bond=bond,
                   bond_error=100 * (row.bond - bond) / bond,
                   reference_distance=distance(fingerprint(model), fingerprint(reference)))
