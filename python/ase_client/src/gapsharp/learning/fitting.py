"""A round's potential, by ``gapsharp fit``, and its errors, by ``gapsharp validate``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Dict, Optional

from .._command import run_command
from .._files import whole_file, whole_folder
from .config import Config
from .rounds import Round

_NAMES = ("energy_parameter_name=energy", "force_parameter_name=forces", "do_copy_at_file=F")


def fit(config: Config, here: Round) -> None:
    """Fits to the round's training set; posterior variances with it. Does nothing where the potential is there."""
    if here.model.exists():
        return
    with whole_folder(here.model) as fresh:
        words = [*config.fit, *(name for name in (*_NAMES, f"rnd_seed={config.seed}")
                                if not any(word.startswith(name.partition("=")[0]) for word in config.fit))]
        # Run where the config is: core_param_file and the like count from there.
        run_command(["fit", f"at_file={here.train.resolve()}", *words, f"gp_file={fresh.resolve() / here.potential.name}", "--variance",
                     "--threads", str(config.threads), "--report", str(fresh.resolve() / "fit.json")], config.folder, fresh / "fit.log")


def errors(config: Config, here: Round) -> Optional[Dict[str, Any]]:
    """Errors on the test set, or None without one."""
    if config.test is None:
        return None
    if not here.errors.exists():
        with whole_file(here.errors) as fresh:
            run_command(["validate", str(here.potential), str(config.test), "--energy-key", "energy", "--json", str(fresh),
                         "--threads", str(config.threads)])
    return errors_of(here.errors)


def errors_of(path: Path) -> Dict[str, Any]:
    """RMSE of energies (eV per atom) and force components (eV/A), and the largest force error (eV/A), from a written document."""
    total = json.loads(path.read_text(encoding="utf-8"))["total"]
    found = {"energy_rmse": (total.get("energy_per_atom") or {}).get("rmse"), "force_rmse": (total.get("force") or {}).get("rmse"),
             "force_max": (total.get("force") or {}).get("max"), "configurations": total["configurations"]}
    return found
