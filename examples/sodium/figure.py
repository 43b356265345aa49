"""The picture of the demo: the best structure, the search that found it, the molecular dynamics."""

from __future__ import annotations

from pathlib import Path

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt  # noqa: E402
import numpy as np  # noqa: E402
from dynamics import WARM_UP, Run  # noqa: E402
from hopping import Search  # noqa: E402
from matplotlib.axes import Axes  # noqa: E402
from structure import draw  # noqa: E402

INK, BLUE, ORANGE, PALE = "#22303c", "#2a6f97", "#e07a3f", "#9db4c0"
STYLE = {"font.size": 10, "axes.spines.top": False, "axes.spines.right": False, "axes.edgecolor": INK, "text.color": INK,
         "axes.labelcolor": INK, "xtick.color": INK, "ytick.color": INK, "axes.titleweight": "bold", "axes.titlesize": 11,
         "axes.titlelocation": "left"}


def save(path: Path, found: Search, icosahedron_energy: float, run: Run) -> None:
    """Writes the PNG."""
    with plt.rc_context(STYLE):
        figure = plt.figure(figsize=(11, 7.4), layout="constrained")
        figure.get_layout_engine().set(w_pad=0.12, h_pad=0.08)
        left, right = figure.subfigures(1, 2, width_ratios=[1, 1.15])
        atoms = found.best
        structure = left.subplots()
        draw(structure, atoms)
        left.suptitle(f"Best Na{len(atoms)}: {atoms.get_potential_energy() / len(atoms):.4f} eV/atom", x=0.03, ha="left",
                      fontsize=STYLE["axes.titlesize"], fontweight=STYLE["axes.titleweight"])
        search, energies, temperature = right.subplots(3, 1, height_ratios=[1.5, 1, 1])
        _search(search, found, icosahedron_energy)
        _dynamics(energies, temperature, run)
        figure.savefig(path, dpi=150, facecolor="white")
        plt.close(figure)


def _search(axes: Axes, found: Search, icosahedron_energy: float) -> None:
    energies = np.array(found.energies)
    atoms = len(found.best)
    lowest = found.best.get_potential_energy()
    axes.axhline(icosahedron_energy - lowest, color=ORANGE, lw=1.2, ls="--", zorder=1)
    axes.annotate("relaxed icosahedron", (len(energies) - 1, icosahedron_energy - lowest), (0, -4), textcoords="offset points",
                  ha="right", va="top", color=ORANGE)
    hops = np.arange(len(energies))
    axes.step(hops, np.minimum.accumulate(energies) - lowest, where="post", color=BLUE, lw=1.8, label="best so far")
    axes.plot(hops, energies - lowest, "o", color=PALE, mec=BLUE, ms=6, label="minimum after each hop", zorder=3)
    axes.set(title=f"Minima hopping of Na{atoms} through the force server", xlabel="hop", ylabel="energy above the best (eV)",
             ylim=(-0.03, None))
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.margins(x=0.03)
    axes.legend(frameon=False, loc="center right", fontsize=9)


def _dynamics(energies: Axes, temperature: Axes, run: Run) -> None:
    rest = run.potential.min()
    energies.plot(run.time, 1e3 * (run.potential - rest), color=PALE, lw=1, label="potential")
    energies.plot(run.time, 1e3 * (run.total - rest), color=BLUE, lw=1.8, label="total")
    energies.set(title=f"Na55 in LAMMPS: energy drift {1e6 * run.drift:+.2f} µeV/atom/ps",
                 ylabel="energy (meV/atom)", ylim=(0, None))
    energies.legend(frameon=False, loc="lower right", ncols=2, fontsize=9)
    energies.tick_params(labelbottom=False)
    temperature.plot(run.time, run.temperature, color=ORANGE, lw=1)
    temperature.set(xlabel="time (ps)", ylabel="temperature (K)", ylim=(0, None))
    for axes in (energies, temperature):
        axes.axvspan(0, WARM_UP, color=PALE, alpha=0.25, lw=0)
        axes.set_xlim(0, run.time[-1])
    temperature.annotate("thermostat", (WARM_UP, 0), (5, 5), textcoords="offset points", fontsize=9)
