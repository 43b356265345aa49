"""What a run did, as numbers: figures.json of each round, rounds.csv and labels.csv of all."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any, Dict, List, Optional, Sequence

import numpy as np
from ase import Atoms

from .. import GapSharp
from .._files import write_text
from .jobs import Label
from .picking import Pick
from .rounds import Round, rounds
from .scoring import Score
from .structures import energy_of, forces_of

ROUND_COLUMNS = ("round", "structures", "labels_before", "energy_rmse", "force_rmse", "force_max", "candidates", "refused_candidates",
                 "largest_deviation", "mean_deviation", "labels", "refused_labels", "label_energy_rmse", "label_force_rmse", "reason")
LABEL_COLUMNS = ("round", "job", "rule", "source", "formula", "atoms", "predicted_energy", "deviation", "energy", "energy_error",
                 "force_rmse", "reason")


def begin(here: Round, structures: int, used: int, errors: Optional[Dict[str, Any]], candidates: Dict[str, Any]) -> Dict[str, Any]:
    """Figures of a round before its labels. Energies in eV, errors in eV per atom and eV/A."""
    return {"round": here.number, "structures": structures, "labels_before": used, "test": errors, "candidates": candidates, "labels": []}


def looked(images: Sequence[Atoms], scores: Dict[int, Score], refused: Dict[str, str], picks: Sequence[Pick],
           notes: Sequence[str]) -> Dict[str, Any]:
    """Figures of the candidates, and the picks with what was predicted of them."""
    deviations = [each.deviation for each in scores.values()]
    lowest: Dict[str, float] = {}
    for index, each in scores.items():
        formula = images[index].get_chemical_formula()
        lowest[formula] = min(each.energy, lowest.get(formula, np.inf))
    candidates = {
        "count": len(images), "refused": refused, "notes": list(notes), "lowest": lowest,
        "largest_deviation": max(deviations, default=None), "mean_deviation": float(np.mean(deviations)) if deviations else None}
    return {"candidates": candidates, "picks": [{
        "symbols": images[index].get_chemical_symbols(), "positions": images[index].positions.tolist(),
        "note": {"rule": rule, "source": images[index].info["source"], "predicted_energy": scores[index].energy,
                 "deviation": scores[index].deviation}} for index, rule in picks]}


def compared(labels: Sequence[Label], notes: Sequence[Dict[str, Any]], calc: GapSharp) -> List[Dict[str, Any]]:
    """Each label beside what the potential that picked it had said; those without say why."""
    found = []
    for label, note in zip(labels, notes):
        row = {"job": label.job.name, **note, "reason": label.reason}
        if label.atoms is not None:
            wanted = forces_of(label.atoms)
            atoms = Atoms(label.atoms.numbers, label.atoms.positions)
            energy, error = energy_of(label.atoms), calc.get_forces(atoms) - wanted
            row.update(formula=atoms.get_chemical_formula(), atoms=len(atoms), energy=energy,
                       energy_error=(note["predicted_energy"] - energy) / len(atoms), force_rmse=float(np.sqrt(np.mean(error**2))))
        found.append(row)
    return found


def read(here: Round) -> Optional[Dict[str, Any]]:
    """The figures of a round that is over, else None."""
    return json.loads(here.figures.read_text(encoding="utf-8")) if here.figures.exists() else None


def read_all(run: Path) -> List[Dict[str, Any]]:
    """The figures of all rounds that are over, in order."""
    return [found for found in map(read, rounds(run)) if found is not None]


def labels_before(run: Path, here: Round) -> int:
    """Structures sent to the calculator before a round."""
    return sum(len(found["labels"]) for found in read_all(run) if found["round"] < here.number)


def write(here: Round, found: Dict[str, Any]) -> None:
    """Ends a round; the tables of all rounds follow."""
    write_text(here.figures, json.dumps(found, indent=1) + "\n")
    run = here.folder.parent
    everything = read_all(run)
    write_text(run / "rounds.csv", _table(ROUND_COLUMNS, [_round_row(each) for each in everything]))
    write_text(run / "labels.csv", _table(LABEL_COLUMNS, [{"round": each["round"], **label} for each in everything
                                                          for label in each["labels"]]))


def label_errors(found: Dict[str, Any]) -> Dict[str, Optional[float]]:
    """RMS over a round's labels of what was predicted of them: energies, eV per atom, and force components of a structure, eV/A."""
    used = [label for label in found["labels"] if not label["reason"]]
    return {f"label_{name}": float(np.sqrt(np.mean([label[key] ** 2 for label in used]))) if used else None
            for name, key in (("energy_rmse", "energy_error"), ("force_rmse", "force_rmse"))}


def _round_row(found: Dict[str, Any]) -> Dict[str, Any]:
    candidates, test = found["candidates"], found["test"] or {}
    return {**found, **test, **label_errors(found), "candidates": candidates.get("count"),
            "refused_candidates": len(candidates.get("refused", ())), "largest_deviation": candidates.get("largest_deviation"),
            "mean_deviation": candidates.get("mean_deviation"), "labels": len(found["labels"]),
            "refused_labels": sum(bool(label["reason"]) for label in found["labels"])}


def _table(columns: Sequence[str], rows: Sequence[Dict[str, Any]]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()
