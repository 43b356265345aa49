"""Sodium clusters with a potential fitted to density functional data: LAMMPS dynamics of Na55, then minima hopping of Na13
through the force server. Ends in a table and a picture.

    PYTHONPATH=dist/python /usr/bin/python3 examples/sodium/demo.py [--results DIR] [--hops N] [--seed N]
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import dynamics
import figure
import hopping
from ase.io import write
from gapsharp import RemoteGapSharp
from server import force_server

DIST = Path(__file__).resolve().parents[2] / "dist"
MODEL = DIST / "share" / "gapsharp" / "models" / "na-dft" / "na.xml"
ATOMS = 13


def main() -> None:
    parser = argparse.ArgumentParser(description="Sodium clusters: LAMMPS dynamics and minima hopping.")
    parser.add_argument("--results", type=Path, default=DIST / "demo", help="folder for results [default: dist/demo]")
    parser.add_argument("--hops", type=int, default=20, help="minima hopping steps [default: 20]")
    parser.add_argument("--seed", type=int, default=2, help="of the random start and velocities [default: 2]")
    options = parser.parse_args()
    for needed in (MODEL, DIST / "bin" / "lmp-gapsharp", DIST / "bin" / "gapsharp-server"):
        if not needed.exists():
            parser.error(f"{needed} is missing, expected after make build")
    results = options.results.resolve()
    results.mkdir(parents=True, exist_ok=True)

    began = time.monotonic()
    print("Na55: molecular dynamics in LAMMPS (1 ps thermostat at 300 K, 10 ps constant energy) ...", flush=True)
    run = dynamics.run(DIST / "bin" / "lmp-gapsharp", MODEL, results)
    dynamics_seconds = time.monotonic() - began

    began = time.monotonic()
    print(f"Na{ATOMS}: minima hopping in ASE through the force server, {options.hops} hops ...", flush=True)
    with force_server(DIST / "bin" / "gapsharp-server", "na-dft", MODEL) as address:
        with RemoteGapSharp(address, model="na-dft") as calc:
            icosahedron = hopping.icosahedron(calc, shells=2).get_potential_energy()
            found = hopping.search(calc, ATOMS, options.hops, options.seed, results / "hopping")
            hopping_seconds = time.monotonic() - began
            best = found.best.get_potential_energy()
            forces = abs(found.best.get_forces()).max()
            uncertainty = calc.get_variance(found.best).max() ** 0.5
            write(results / f"na{ATOMS}-best.xyz", found.best, format="extxyz")
            figure.save(results / "sodium.png", found, icosahedron, run)

    free = run.free
    rows = [
        ("Na55, LAMMPS", ""),
        ("  relaxed icosahedron", f"{run.potential[0]:12.6f} eV/atom"),
        ("  mean temperature at constant energy", f"{run.temperature[free].mean():12.1f} K"),
        ("  drift of the total energy", f"{run.drift:12.1e} eV/atom/ps"),
        ("  time", f"{dynamics_seconds:12.1f} s"),
        (f"Na{ATOMS}, minima hopping", ""),
        ("  relaxed icosahedron", f"{icosahedron / ATOMS:12.6f} eV/atom"),
        ("  relaxed random start", f"{found.energies[0] / ATOMS:12.6f} eV/atom"),
        (f"  best of {options.hops} hops", f"{best / ATOMS:12.6f} eV/atom"),
        ("  best against the icosahedron", f"{best - icosahedron:+12.4f} eV"),
        ("  largest force component left", f"{forces:12.1e} eV/A"),
        ("  largest predicted error of an atom", f"{uncertainty:12.3f} eV"),
        ("  time", f"{hopping_seconds:12.1f} s"),
    ]
    print()
    for label, value in rows:
        print(f"{label:<40}{value}".rstrip())
    print(f"\npicture        {results / 'sodium.png'}")
    print(f"best structure {results / f'na{ATOMS}-best.xyz'}")
    print(f"trajectory     {results / 'na55.dump'} (energies: na55.dat)")


if __name__ == "__main__":
    main()
