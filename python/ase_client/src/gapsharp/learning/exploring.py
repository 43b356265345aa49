"""Where candidates come from: minima hopping, molecular dynamics, a pool of structures."""

from __future__ import annotations

from pathlib import Path
from typing import Callable, List, NamedTuple, Optional, Sequence

import numpy as np
from ase import Atoms, units
from ase.calculators.calculator import CalculatorError, InputError
from ase.md.langevin import Langevin
from ase.md.velocitydistribution import MaxwellBoltzmannDistribution

from .. import GapSharp
from ..hopping import HoppingDatabase, MinimaHopping, OverlapFingerprint, Parameters, random_start, random_starts, run_walkers
from ..hopping.fragments import Fragments
from ..hopping.relaxation import relax
from ..hopping.surface import HopFailed, Surface
from .config import Dynamics, Exploration, Hops, Pool
from .structures import energy_of, read_structures

_MARGIN = Parameters().margin


class Circumstances(NamedTuple):
    """What an exploration needs to know of its round."""

    calc: GapSharp
    known: Sequence[Atoms]
    """Structures that have labels."""
    folder: Path
    """Of the config: relative names count from it."""
    searches: Path
    """Where databases of this round's searches are kept."""
    seeds: Sequence[int]
    """Of this round: the run's seed and the round's number."""
    note: Callable[[str], object]
    """Called with what went wrong without ending the round."""


def explore(what: Exploration, now: Circumstances) -> List[Atoms]:
    """Candidates; ``info["source"]`` of each says where it comes from."""
    if isinstance(what, Hops):
        return [atoms for formula in what.formulas for atoms in _hops(what, formula, now)]
    if isinstance(what, Dynamics):
        return [atoms for number, formula in enumerate(what.formulas) for atoms in _dynamics(what, formula, number, now)]
    return _pool(what, now)


def _hops(what: Hops, formula: str, now: Circumstances) -> List[Atoms]:
    identity, parameters = OverlapFingerprint(), Parameters(**what.parameters)
    path = now.searches / f"{formula}.db"
    drawn = [random_starts(formula, np.random.default_rng([*now.seeds, walker]), what.nearest) for walker in range(what.walkers)]
    starts, spares = [each[0] for each in drawn], [each[1:] for each in drawn]
    if what.start == "lowest":
        starts[0] = lowest_of(formula, now.known) or starts[0]
    seed = int(np.random.SeedSequence(list(now.seeds)).generate_state(1)[0])
    try:
        if what.walkers == 1:
            starts[0].calc = now.calc
            MinimaHopping(starts[0], path, parameters, identity=identity, spares=spares[0], seed=seed).run(what.hops)
        else:
            run_walkers(what.walkers, starts, now.calc, what.hops, path, parameters, identity=identity, spares=spares, seed=seed)
    except InputError:
        raise
    except CalculatorError as error:
        # A young potential may have no minimum below a start. What was found counts.
        now.note(f"hops of {formula}: {error}")
    if not path.exists():
        return []
    minima = HoppingDatabase(path, starts[0].get_chemical_formula(), identity.name).minima()
    lowest = minima[0].get_potential_energy() if minima else 0.0
    return [_from(atoms, f"minimum {number} of {formula}") for number, atoms in enumerate(minima)
            if atoms.get_potential_energy() <= lowest + what.window]


def _dynamics(what: Dynamics, formula: str, number: int, now: Circumstances) -> List[Atoms]:
    rng = np.random.default_rng([*now.seeds, 1, number])
    atoms = lowest_of(formula, now.known)
    if atoms is None:
        atoms = random_start(formula, rng, what.nearest)
    atoms.calc = now.calc
    fragments = Fragments(atoms.numbers, _MARGIN)
    found: List[Atoms] = []
    try:
        atoms.positions = relax(Surface(atoms), fragments.gathered(atoms.positions), Parameters(fmax=0.05)).positions
        MaxwellBoltzmannDistribution(atoms, temperature_K=what.temperature, rng=rng)
        with Langevin(atoms, what.timestep * units.fs, temperature_K=what.temperature, friction=what.friction / units.fs, rng=rng) as run:
            run.attach(lambda: atoms.set_velocities(fragments.bounced(atoms.positions, atoms.get_velocities())))
            for step in range(what.every, what.steps + 1, what.every):
                run.run(what.every)
                if not np.isfinite(atoms.positions).all() or fragments.collapsed(atoms.positions):
                    now.note(f"dynamics of {formula}: atoms have collapsed before step {step}")
                    break
                found.append(_from(atoms, f"step {step} of {formula} at {what.temperature:g} K"))
    except InputError:
        raise
    except (CalculatorError, HopFailed) as error:
        now.note(f"dynamics of {formula}: {error}")
    return found


def _pool(what: Pool, now: Circumstances) -> List[Atoms]:
    taken = {atoms.info.get("source") for atoms in now.known}
    name = Path(what.file).name
    images = read_structures(now.folder / what.file)
    return [_from(atoms, f"{name} {number}") for number, atoms in enumerate(images)
            if len(atoms) > 1 and f"{name} {number}" not in taken]


def lowest_of(formula: str, known: Sequence[Atoms]) -> Optional[Atoms]:
    """A bare copy of the lowest labelled structure of a composition; None if there is none."""
    wanted = Atoms(formula).get_chemical_formula()
    like = [atoms for atoms in known if energy_of(atoms) is not None and atoms.get_chemical_formula() == wanted]
    return _bare(min(like, key=energy_of)) if like else None


def _bare(atoms: Atoms) -> Atoms:
    return Atoms(atoms.numbers, atoms.positions)


def _from(atoms: Atoms, source: str) -> Atoms:
    bare = _bare(atoms)
    bare.info["source"] = source
    return bare
