"""What decides the numbers of a study; kept in its folder, so that nothing else goes on there."""

from __future__ import annotations

import json
import math
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Dict, List

from ase import Atoms
from ase.calculators.calculator import InputError

from .._files import write_text
from ..analysis import nearest_distance
from .potential import Potential
from .start import radius

_ROOM = 1.5
"""Between the outermost atom of the start and the containment, in nearest-neighbour distances: a drop has room, a vapour has little."""

_PENETRATION = 3.0
"""No atom gets so far beyond the radius of containment, A: 90 eV."""


@dataclass(frozen=True)
class Settings:
    """Settings of all temperatures. Times in fs, lengths in A. InputError for a value out of its range."""

    formula: str
    potential: List[str]
    files: Dict[str, str]
    timestep: float
    damping: float
    chain: int
    sample: int
    """Steps between energies."""
    frame: int
    """Steps between structures."""
    containment: float
    """Radius of the sphere about the centre of mass beyond which atoms are pulled back."""
    seed: int
    exchange: int = 0
    """Steps between attempts of neighbouring temperatures to trade places; 0: every temperature for itself."""

    @property
    def half_box(self) -> float:
        """Half of the box's edge: no atom gets so far."""
        return self.containment + _PENETRATION


def settings_of(atoms: Atoms, potential: Potential, *, timestep: float, damping: float, chain: int, sample: float, frame: float,
                containment: float, seed: int, exchange: float = 0.0) -> Settings:
    """Settings with times of ``sample``, ``frame`` and ``exchange`` (fs) as whole steps; containment 0: by rule from the start ``atoms``."""
    if len(atoms) < 3:
        raise InputError(f"the start has {len(atoms)} atoms, expected at least 3: fewer have no three rotations")
    outermost = radius(atoms)
    by_rule = outermost + _ROOM * nearest_distance(atoms)
    if containment and containment < outermost:
        raise InputError(f"containment is {containment} A and the outermost atom of the start at {outermost:.3f} A, "
                         "expected a larger sphere")
    every = max(1, round(sample / timestep))
    return Settings(formula=atoms.get_chemical_formula(), potential=potential.identity, files=potential.files, timestep=timestep,
                    damping=damping, chain=chain, sample=every, frame=max(1, round(frame / timestep / every)) * every,
                    containment=containment or math.ceil(10 * by_rule) / 10, seed=seed,
                    exchange=max(1, round(exchange / timestep)) if exchange else 0)


def keep(settings: Settings, path: Path) -> None:
    """Writes the settings, or raises InputError if the file has others."""
    wanted = asdict(settings)
    if path.exists():
        known = load(path)
        for name, value in wanted.items():
            # Studies from before there was exchange are without it.
            if known.get(name, 0 if name == "exchange" else None) != value:
                raise InputError(f"{name} is {_shown(value)}, expected {_shown(known.get(name))} as in {path}; or another --output")
        return
    write_text(path, json.dumps(wanted, indent=1) + "\n")


def load(path: Path) -> Dict[str, Any]:
    """The object in the file. InputError if it is none."""
    try:
        known = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise InputError(f"{path} is no JSON: {error}; expected the settings of a study, or another --output") from error
    if not isinstance(known, dict):
        raise InputError(f"{path} has a {type(known).__name__}, expected the settings of a study")
    return known


def _shown(value: Any) -> str:
    text = json.dumps(value)
    return text if len(text) <= 160 else text[:157] + "..."
