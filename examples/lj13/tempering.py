#!/usr/bin/python3
"""Parallel-tempering Monte Carlo of 13 Lennard-Jones atoms in a hard sphere about their centre of mass, in reduced units.

Writes the potential energies as tables that `gapsharp heat-capacity --boltzmann 1` reads, one file for each independent copy.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

TEMPERATURES = np.linspace(0.16, 0.44, 15)  # k_B T / epsilon
RADIUS = 2.0  # of the hard sphere, sigma
RETUNE = 50  # sweeps of the equilibration between changes of the step lengths


def icosahedron() -> np.ndarray:
    """The lowest minimum but for relaxation: centre and 12 corners, (13, 3), sigma."""
    golden = (1 + 5**0.5) / 2
    corners = [np.roll((0, a, b * golden), turn) for turn in range(3) for a in (-1, 1) for b in (-1, 1)]
    return np.vstack([np.zeros(3), 1.0815 * np.array(corners) / np.hypot(1, golden)])


def pair_energy(squares: np.ndarray) -> np.ndarray:
    """4 (r^-12 - r^-6) from r^2."""
    attraction = 1 / (squares * squares * squares)
    return 4 * attraction * (attraction - 1)


class Replicas:
    """Every copy at every temperature; arrays go (copy x temperature, atom, xyz)."""

    def __init__(self, copies: int, seed: int):
        self.random = np.random.default_rng(seed)
        self.copies = copies
        self.beta = np.tile(1 / TEMPERATURES, copies)
        self.positions = np.tile(icosahedron(), (len(self.beta), 1, 1))
        self.energies = self.total_energies()
        self.steps = np.full(len(self.beta), 0.1)
        self.accepted = np.zeros(len(self.beta))

    def total_energies(self) -> np.ndarray:
        first, second = np.triu_indices(self.positions.shape[1], k=1)
        return pair_energy(((self.positions[:, first] - self.positions[:, second]) ** 2).sum(axis=2)).sum(axis=1)

    def sweep(self) -> None:
        """One trial move of every atom; a move that puts any atom outside the sphere is refused."""
        replicas, atoms, _ = self.positions.shape
        moves = self.random.uniform(-1, 1, (atoms, replicas, 3)) * self.steps[:, None]
        bounds = -np.log(self.random.random((atoms, replicas))) / self.beta
        centre = self.positions.mean(axis=1)
        points = np.empty((3, replicas, 1, 3))  # the atom's place after and before the move, the centre of mass after it
        for atom in range(atoms):
            points[1, :, 0] = self.positions[:, atom]
            points[0] = points[1] + moves[atom][:, None]
            points[2, :, 0] = centre + moves[atom] / atoms
            separations = self.positions - points
            squares = np.einsum("prac,prac->pra", separations, separations)
            squares[:2, :, atom] = np.inf
            squares[2, :, atom] = ((points[0] - points[2]) ** 2).sum(axis=(1, 2))
            after, before = pair_energy(squares[:2]).sum(axis=2)
            taken = (after - before < bounds[atom]) & (squares[2].max(axis=1) < RADIUS**2)
            self.positions[taken, atom] = points[0, taken, 0]
            self.energies[taken] += (after - before)[taken]
            centre[taken] = points[2, taken, 0]
            self.accepted += taken

    def exchange(self, odd: int) -> None:
        """Offers neighbouring temperatures of every copy an exchange: pairs (0, 1), (2, 3) ... or (1, 2), (3, 4) ..."""
        place = np.arange(len(self.beta)).reshape(self.copies, -1)
        low, high = place[:, odd:-1:2].ravel(), place[:, odd + 1 :: 2].ravel()
        gain = (self.beta[low] - self.beta[high]) * (self.energies[low] - self.energies[high])
        taken = np.log(self.random.random(len(low))) < gain
        order = place.ravel().copy()
        order[low[taken]], order[high[taken]] = high[taken], low[taken]
        self.positions, self.energies = self.positions[order], self.energies[order]

    def retune(self, sweeps: int) -> None:
        """Step lengths towards half of the moves accepted; only while equilibrating."""
        self.steps = np.clip(self.steps * np.where(self.accepted > 0.5 * sweeps * self.positions.shape[1], 1.1, 0.9), 0.01, 0.5)
        self.accepted[:] = 0


def run(sweeps: int, every: int, copies: int, seed: int) -> np.ndarray:
    """Energies after equilibration (a tenth of the sweeps, in addition): (sample, copy, temperature), epsilon."""
    replicas = Replicas(copies, seed)
    samples = []
    equilibration = max(sweeps // 10, RETUNE)
    for sweep in range(equilibration + sweeps):
        replicas.sweep()
        replicas.exchange(sweep % 2)
        if sweep < equilibration and (sweep + 1) % RETUNE == 0:
            replicas.retune(RETUNE)
        if sweep % 1000 == 0:
            replicas.energies = replicas.total_energies()  # rounding of the sums of differences
        if sweep >= equilibration and (sweep - equilibration) % every == 0:
            samples.append(replicas.energies.reshape(copies, -1).copy())
    return np.array(samples)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sweeps", type=int, default=2000, help="trial moves of every atom after equilibration [%(default)s]")
    parser.add_argument("--every", type=int, default=10, help="sweeps between samples [%(default)s]")
    parser.add_argument("--copies", type=int, default=2, help="independent runs, all temperatures each [%(default)s]")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--output", default="lj13", help="files are OUTPUT-0.csv, OUTPUT-1.csv ... [%(default)s]")
    options = parser.parse_args()
    energies = run(options.sweeps, options.every, options.copies, options.seed)
    for copy in range(options.copies):
        path = Path(f"{options.output}-{copy}.csv")
        rows = [f"{t:.2f},{e:.10f}" for k, t in enumerate(TEMPERATURES) for e in energies[:, copy, k]]
        path.write_text("temperature,energy\n" + "\n".join(rows) + "\n", encoding="utf-8")
        print(f"{path}: {len(rows)} energies at {len(TEMPERATURES)} temperatures")


if __name__ == "__main__":
    main()
