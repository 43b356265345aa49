"""What a run of active learning is told: a JSON file as checked, immutable settings."""

from __future__ import annotations

import json
import math
import os
from dataclasses import asdict, dataclass
from numbers import Real
from pathlib import Path
from typing import Any, Dict, List, Optional, Tuple, Union

from ase.calculators.calculator import InputError
from ase.data import atomic_numbers
from ase.formula import Formula

from .._settings import check, entry, number, settings_of
from ..hopping import Parameters

LARGEST_FILE = 1 << 20
"""Of a config, bytes: more is some other file."""

LARGEST_CLUSTER = 10_000


@dataclass(frozen=True)
class Hops:
    """Candidates from minima hopping: the distinct minima that a round's walkers met."""

    formulas: list = entry(list, "compositions, such as Na13")
    hops: int = number(20, "hops of each walker in a round", 0)
    walkers: int = number(1, "walkers of each composition, one process each if there are several", 1)
    start: str = entry(str, "where walkers begin: random, or lowest for the first one at the lowest structure that has a label", "random")
    nearest: Optional[float] = number(None, "typical distance of neighbours in a random start, A; 2.2 covalent radii if not given")
    window: float = number(1e9, "minima higher than the lowest of their composition by more than this are no candidates, eV")
    parameters: dict = entry(dict, "of minima hopping, by their names", {})

    def __post_init__(self) -> None:
        check(self)
        _check_formulas(self.formulas)
        if self.start not in ("random", "lowest"):
            raise InputError(f"start is {self.start!r}, expected random or lowest")
        settings_of(Parameters, self.parameters, "parameters")


@dataclass(frozen=True)
class Dynamics:
    """Candidates from molecular dynamics (Langevin) of free clusters, kept together."""

    formulas: list = entry(list, "compositions, such as Na13")
    temperature: float = number(float, "K")
    steps: int = number(2000, "of each run", 1)
    every: int = number(50, "steps from one candidate to the next", 1)
    timestep: float = number(2.0, "fs")
    friction: float = number(0.005, "per fs")
    nearest: Optional[float] = number(None, "typical distance of neighbours in a random start, A; 2.2 covalent radii if not given")

    def __post_init__(self) -> None:
        check(self)
        _check_formulas(self.formulas)


@dataclass(frozen=True)
class Pool:
    """Candidates from a file of structures; labels there, if any, are not looked at."""

    file: str = entry(str, "structures, any format that ASE reads")

    def __post_init__(self) -> None:
        check(self)


KINDS = {"hops": Hops, "dynamics": Dynamics, "pool": Pool}
Exploration = Union[Hops, Dynamics, Pool]


@dataclass(frozen=True)
class Picking:
    """How many candidates are labelled in a round, and by which rules they are picked; shares are relative."""

    count: int = number(10, "labels of a round", 1)
    lowest: float = number(0.0, "share of the lowest in energy, compositions by turns", zero=True)
    variance: float = number(0.0, "share of the most uncertain by posterior variance", zero=True)
    farthest: float = number(0.0, "share of the farthest in descriptor space, compositions by turns", zero=True)
    random: float = number(0.0, "share of those drawn at random", zero=True)
    measure: str = entry(str, "of uncertainty: total, the root of the sum of the atoms' variances, or largest, that of one atom", "total")
    margin: float = number(0.5, "a candidate hangs together by distances of (1 + margin) times the sum of covalent radii")
    orbitals: str = entry(str, "of the fingerprint that finds duplicates: s or sp", "sp")
    threshold: float = number(3e-3, "candidates whose fingerprints differ by less from a known structure are duplicates", zero=True)

    def __post_init__(self) -> None:
        check(self)
        if not any(self.shares.values()):
            raise InputError(f"no share is above 0, expected at least one of {', '.join(self.shares)}")
        if self.measure not in ("total", "largest"):
            raise InputError(f"measure is {self.measure!r}, expected total or largest")

    @property
    def shares(self) -> Dict[str, float]:
        return {name: getattr(self, name) for name in ("lowest", "variance", "farthest", "random")}


@dataclass(frozen=True)
class Labelling:
    """Where energies and forces of the picked structures come from."""

    calculator: str = entry(str, "xtb, tblite, dftb, cp2k, nwchem, espresso, or module:function that returns an ASE calculator")
    settings: dict = entry(dict, "keyword arguments of the calculator", {})
    vacuum: Optional[float] = number(None, "of a cell around the cluster, A on every side; no cell if not given", zero=True)
    cubic: bool = entry(bool, "whether that cell is a cube", False)
    periodic: bool = entry(bool, "whether the cell repeats, as plane-wave programs want it", False)
    processes: int = number(1, "structures at a time", 1)
    jobs: bool = entry(bool, "write the jobs, and leave running them to others", False)
    shift: dict = entry(dict, "added to the energies for each atom of an element, eV: the training set's zero less the calculator's", {})
    largest_force: float = number(50.0, "a label with a larger force on an atom is refused, eV/A")

    def __post_init__(self) -> None:
        check(self)
        if self.periodic and self.vacuum is None:
            raise InputError("periodic is true without vacuum, expected the size of the cell")
        for symbol, energy in self.shift.items():
            if symbol not in atomic_numbers or isinstance(energy, bool) or not isinstance(energy, Real) or not math.isfinite(energy):
                raise InputError(f"shift of {symbol!r} is {energy!r}, expected an element and a number (eV)")


@dataclass(frozen=True)
class Minimum:
    """A known minimum to be found."""

    formula: str = entry(str, "composition")
    energy: float = number(float, "as the labels have it, eV", low=-1e12)
    within: float = number(0.01, "a labelled structure this far above it has found it, eV")

    def __post_init__(self) -> None:
        check(self)
        _check_formulas([self.formula])


@dataclass(frozen=True)
class Stop:
    """When to stop: whatever comes first."""

    labels: int = number(100, "structures sent to the calculator in all", 0)
    rounds: int = number(1000, "rounds of labels", 0)
    deviation: float = number(0.0, "no candidate has an atom with a larger posterior standard deviation, eV", zero=True)
    energy_error: float = number(0.0, "RMSE of the test set's energies, eV per atom", zero=True)
    force_error: float = number(0.0, "RMSE of the test set's force components, eV/A", zero=True)
    minima: list = entry(list, "known minima; found when all are", [])

    def __post_init__(self) -> None:
        check(self)
        object.__setattr__(self, "minima", [settings_of(Minimum, each, f"minima[{k}]") if isinstance(each, dict) else each
                                            for k, each in enumerate(self.minima)])


@dataclass(frozen=True)
class Config:
    """A run. Relative paths count from ``folder``, that of the file."""

    folder: Path
    train: Path
    test: Optional[Path]
    fit: Tuple[str, ...]
    explore: Tuple[Exploration, ...]
    pick: Picking
    label: Labelling
    stop: Stop
    seed: int = 0
    threads: int = 1

    @property
    def text(self) -> str:
        """What a folder's rounds belong to, as JSON: everything but ``stop`` and ``threads``, wherever the files lie."""
        values = {**asdict(self), "explore": [{"kind": type(each).__name__.lower(), **asdict(each)} for each in self.explore]}
        kept = {name: value for name, value in values.items() if name not in ("folder", "stop", "threads")}
        return json.dumps(kept, default=lambda path: os.path.relpath(path, self.folder), indent=1) + "\n"


@dataclass(frozen=True)
class _File:
    train: str = entry(str, "structures with energies and forces to begin with")
    fit: list = entry(list, "gap_fit's keys, one each, without at_file and gp_file")
    explore: list = entry(list, "where candidates come from")
    pick: dict = entry(dict, "which of them are labelled")
    label: dict = entry(dict, "how")
    stop: dict = entry(dict, "and until when")
    test: Optional[str] = entry(str, "structures to measure errors on", None)
    seed: int = number(0, "of everything random", 0)
    threads: int = number(1, "of fits and evaluations", 1, 256)

    def __post_init__(self) -> None:
        check(self)


def read_config(path: Union[str, Path]) -> Config:
    """Reads and checks a config. InputError in one line for what is wrong and where."""
    path = Path(path)
    try:
        text = path.read_bytes()[:LARGEST_FILE + 1]
        if len(text) > LARGEST_FILE:
            raise InputError(f"{path} is larger than {LARGEST_FILE} bytes, expected a config")
        values = json.loads(text.decode("utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise InputError(f"cannot read {path}: {error}") from error
    return config_of(values, path.resolve().parent, str(path))


def config_of(values: Any, folder: Path, where: str = "config") -> Config:
    """The config that a parsed JSON document describes."""
    raw = settings_of(_File, values, where)
    if not all(isinstance(word, str) for word in raw.fit) or not raw.fit:
        raise InputError(f"fit in {where} is {raw.fit!r}, expected a list of texts such as \"default_sigma={{0.002 0.05 0 0}}\"")
    for name in ("at_file", "gp_file", "--"):
        if any(word.startswith(name) for word in raw.fit):
            raise InputError(f"fit in {where} has {name}, expected gap_fit's keys without it: learning sets it")
    if not raw.explore:
        raise InputError(f"explore in {where} is empty, expected at least one of {', '.join(KINDS)}")
    pick = settings_of(Picking, raw.pick, f"pick in {where}")
    if pick.farthest > 0 and not any("soap" in word for word in raw.fit):
        raise InputError(f"pick in {where} has a share of farthest, expected a soap descriptor in fit: distances are between such")
    return Config(
        folder=folder, train=folder / raw.train, test=None if raw.test is None else folder / raw.test, fit=tuple(raw.fit),
        explore=tuple(_exploration(each, f"explore[{k}] in {where}") for k, each in enumerate(raw.explore)), pick=pick,
        label=settings_of(Labelling, raw.label, f"label in {where}"), stop=settings_of(Stop, raw.stop, f"stop in {where}"),
        seed=raw.seed, threads=raw.threads)


def _exploration(values: Any, where: str) -> Exploration:
    kind = values.get("kind") if isinstance(values, dict) else None
    if not isinstance(kind, str) or kind not in KINDS:
        raise InputError(f"kind in {where} is {kind!r}, expected one of {', '.join(KINDS)}")
    return settings_of(KINDS[kind], {name: value for name, value in values.items() if name != "kind"}, where)


def _check_formulas(formulas: List[Any]) -> None:
    for formula in formulas:
        # Counted without making the atoms: a slip of the finger must not ask for a billion of them.
        try:
            counts = Formula(formula).count() if isinstance(formula, str) else {}
        except ValueError:
            counts = {}
        if not 2 <= sum(counts.values()) <= LARGEST_CLUSTER or not all(name in atomic_numbers for name in counts):
            raise InputError(f"composition is {formula!r}, expected a formula of 2 to {LARGEST_CLUSTER} atoms such as Na13")
    if not formulas:
        raise InputError("formulas is empty, expected at least one composition such as Na13")
