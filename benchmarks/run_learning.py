"""Active learning against random choice: the error on a test set over the number of labels (docs/how-to/active-learning.md).

    /usr/bin/python3 benchmarks/run_learning.py [--seeds 3] [--labels 60] [--out FOLDER]

Sodium with the Gupta potential. All arms begin with the same 30 structures, the icosahedron of 13 atoms at 50 K, choose from the same pool
(snapshots of dynamics of 8, 13 and 20 atoms at 100 to 500 K from random starts), get the same number of labels per round, and are measured on the
same test set (other trajectories of the same kinds). A run that was interrupted goes on. Writes results.json, results.md and results.svg. Needs
dist/ (make build).
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
from pathlib import Path
from typing import Any, Optional

sys.path.insert(0, str(Path(__file__).resolve().parent))
from endtoend.paths import DIST, OUT  # noqa: E402
from endtoend.report import table  # noqa: E402
from run import say  # noqa: E402

sys.path.insert(0, str(DIST / "python"))
for variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ.setdefault(variable, "1")

SIZES, TEMPERATURES = (8, 13, 20), (100, 200, 300, 400, 500)
START, ROUND = 30, 10
FIT = ["gap={distance_2b cutoff=12 covariance_type=ard_se theta_uniform=1 delta=0.5 n_sparse=20 sparse_method=uniform : "
       "soap l_max=5 n_max=7 cutoff=9 cutoff_transition_width=3 atom_sigma=0.7 zeta=4 delta=0.2 n_sparse=800 sparse_method=cur_points "
       "covariance_type=dot_product}", "default_sigma={0.0002 0.003 0 0}", "sparse_jitter=1e-8", "e0=0.0"]
ARMS = {"variance": {"variance": 1}, "mixed": {"variance": 1, "random": 1}, "random": {"random": 1}}
"""Shares of the rules that pick."""


def trajectory(size: int, temperature: float, frames: int, rng: Any, start: Any = None) -> list:
    """Labelled snapshots of Langevin dynamics on the Gupta potential, every 200 fs; from a random cluster's minimum if no start is given."""
    from ase import units
    from ase.md.langevin import Langevin
    from ase.md.velocitydistribution import MaxwellBoltzmannDistribution
    from gapsharp.clusters import random_cluster
    from gapsharp.gupta import Gupta
    from gapsharp.hopping import Parameters
    from gapsharp.hopping.fragments import Fragments
    from gapsharp.hopping.relaxation import relax
    from gapsharp.hopping.surface import Surface
    from gapsharp.learning.structures import labelled

    atoms = random_cluster("Na", size, 3.6, rng) if start is None else start.copy()
    fragments = Fragments(atoms.numbers, Parameters().margin)
    atoms.calc = Gupta()
    atoms.positions = relax(Surface(atoms), fragments.gathered(atoms.positions), Parameters()).positions
    MaxwellBoltzmannDistribution(atoms, temperature_K=temperature, rng=rng)
    found = []
    with Langevin(atoms, 4 * units.fs, temperature_K=temperature, friction=0.01 / units.fs, rng=rng) as run:
        run.attach(lambda: atoms.set_velocities(fragments.bounced(atoms.positions, atoms.get_velocities())))
        while len(found) < frames:
            run.run(50)
            if len(fragments.of(atoms.positions)) == 1:
                found.append(labelled(atoms, atoms.get_potential_energy(), atoms.get_forces()))
                del found[-1].arrays["momenta"]
    return found


def prepare(folder: Path, seed: int, frames: int) -> None:
    """train.xyz, pool.xyz and test.xyz of a seed: every arm reads these."""
    import numpy as np
    from ase.cluster import Icosahedron
    from gapsharp.learning.structures import write_structures

    rng = np.random.default_rng([20261125, seed])
    if (folder / "test.xyz").exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    icosahedron = Icosahedron("Na", 2, 5.2)
    write_structures(folder / "train.xyz", trajectory(13, 50, START, rng, icosahedron))
    for name, count in (("pool", frames), ("test", max(1, frames // 4))):
        write_structures(folder / f"{name}.xyz", [frame for size in SIZES for temperature in TEMPERATURES
                                                  for frame in trajectory(size, temperature, count, rng)])


def learn(folder: Path, arm: str, shares: dict[str, float], seed: int, labels: int) -> list[dict[str, float]]:
    """The learning curve of an arm: labels, errors (meV/atom, meV/A)."""
    from gapsharp.learning import Learning, config_of
    from gapsharp.learning.figures import read_all

    values = {"train": "train.xyz", "test": "test.xyz", "fit": FIT, "explore": [{"kind": "pool", "file": "pool.xyz"}],
              "pick": {"count": ROUND, "orbitals": "s", "threshold": 1e-6, **shares}, "label": {"calculator": "gapsharp.gupta:Gupta"},
              "stop": {"labels": labels}, "seed": seed}
    Learning(config_of(values, folder), folder / arm, lambda line: None).run()
    return [{"labels": found["labels_before"], "energy": 1e3 * found["test"]["energy_rmse"], "force": 1e3 * found["test"]["force_rmse"],
             "force_max": 1e3 * found["test"]["force_max"]} for found in read_all(folder / arm)]


def needed(curve: list[dict[str, float]], name: str, bound: float) -> Optional[float]:
    """Labels to reach an error for good, by interpolation of its logarithm between rounds; None if it is not reached."""
    import math

    above = [k for k, point in enumerate(curve) if point[name] > bound]
    if not above:
        return 0.0
    if above[-1] == len(curve) - 1:
        return None
    before, after = curve[above[-1]], curve[above[-1] + 1]
    part = math.log(before[name] / bound) / math.log(before[name] / after[name])
    return before["labels"] + part * (after["labels"] - before["labels"])


def report(results: dict[str, Any]) -> str:
    head = f"Errors on the test set over labels, means over {len(results['seeds'])} seeds."
    curves = results["curves"]
    lines = []
    for k, point in enumerate(curves["random"][0]):
        cells = [str(point["labels"])]
        for name in ("energy", "force", "force_max"):
            cells += [f"{statistics.mean(curve[k][name] for curve in curves[arm]):.3g}" for arm in ARMS]
        lines.append(cells)
    names = [f"{name}, {arm}" for name in ("energy, meV/atom", "force, meV/A", "largest force error, meV/A") for arm in ARMS]
    bounds = [[f"{row['what']} {row['bound']:.3g}", *(", ".join("not reached" if value is None else f"{value:.0f}" for value in row[arm])
                                                      for arm in ARMS)] for row in results["needed"]]
    return "\n\n".join([head, table(["labels", *names], lines),
                        table(["error to be reached", *(f"labels, {arm}, by seed" for arm in ARMS)], bounds)]) + "\n"


def draw(results: dict[str, Any], path: Path) -> None:
    import matplotlib
    matplotlib.use("Agg")
    from matplotlib.figure import Figure

    figure = Figure(figsize=(9, 3.6))
    for axes, name, text in zip(figure.subplots(1, 2), ("energy", "force"), ("RMSE of energies, meV/atom", "RMSE of forces, meV/A")):
        for arm, colour in zip(ARMS, ("tab:blue", "tab:green", "tab:orange")):
            for number, curve in enumerate(results["curves"][arm]):
                # Without the beginning, which is the same for all and far above the rest.
                axes.plot([point["labels"] for point in curve[1:]], [point[name] for point in curve[1:]], "o-", color=colour, ms=3,
                          label=arm if number == 0 else None)
        axes.set(xlabel=f"labels beyond the first {START}", ylabel=text, ylim=(0, None))
        axes.legend()
    figure.set_layout_engine("tight")
    with matplotlib.rc_context({"svg.hashsalt": "gapsharp"}):
        figure.savefig(path, metadata={"Date": None})


def main() -> None:
    parser = argparse.ArgumentParser(description="Active learning against random choice.")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--labels", type=int, default=60, help="of each run [60]")
    parser.add_argument("--frames", type=int, default=40, help="candidates of each trajectory, of 15 [40]")
    parser.add_argument("--out", type=Path, default=OUT.parent / "bench-learning", help="[artifacts/bench-learning]")
    options = parser.parse_args()
    results: dict[str, Any] = {"seeds": list(range(options.seeds)), "curves": {arm: [] for arm in ARMS}}
    for seed in results["seeds"]:
        folder = options.out / f"seed-{seed}"
        prepare(folder, seed, options.frames)
        for arm, shares in ARMS.items():
            curve = learn(folder, arm, shares, seed, options.labels)
            results["curves"][arm].append(curve)
            say(f"seed {seed} {arm}: {curve[-1]['energy']:.3g} meV/atom, {curve[-1]['force']:.3g} meV/A after {curve[-1]['labels']} labels")
    results["needed"] = []
    for name, unit in (("energy", "meV/atom"), ("force", "meV/A")):
        # What random choice has reached at its end whatever the seed.
        bound = max(curve[-1][name] for curve in results["curves"]["random"])
        results["needed"].append({"what": f"{name}, {unit}", "bound": bound,
                                  **{arm: [needed(curve, name, bound) for curve in curves] for arm, curves in results["curves"].items()}})
    (options.out / "results.json").write_text(json.dumps(results, indent=1) + "\n")
    (options.out / "results.md").write_text(report(results))
    draw(results, options.out / "results.svg")
    print((options.out / "results.md").read_text())


if __name__ == "__main__":
    main()
