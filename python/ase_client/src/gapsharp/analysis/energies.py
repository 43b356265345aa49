"""Binding energies, second differences and magic numbers of the best clusters of each size."""

from __future__ import annotations

from typing import Dict, List, Mapping, Optional, Sequence

from ase import Atoms
from ase.calculators.calculator import Calculator, InputError

from .inputs import Cluster, energy_of, lowest
from .tables import Table


def binding_energies(clusters: Sequence[Cluster], isolated: Optional[Mapping[str, float]] = None) -> Dict[int, float]:
    """(E - sum of isolated atoms)/n of the lowest cluster of each size n, eV; negative if bound. Sizes ascend.

    isolated: energies of single atoms by symbol, eV; where one is missing, a cluster of one atom among these serves.
    Errors: InputError without an isolated atom's energy, or with different compositions of one size.
    """
    energies = {**_single_atoms(clusters), **(isolated or {})}
    return {size: _binding(best, energies) for size, best in best_per_size(clusters).items()}


def best_per_size(clusters: Sequence[Cluster]) -> Dict[int, Cluster]:
    """The lowest cluster of each number of atoms, ascending."""
    best: Dict[int, Cluster] = {}
    for cluster in lowest(clusters, 1):
        other = best.setdefault(len(cluster.atoms), cluster)
        if other is not cluster:
            raise InputError(f"{other.source} is {other.atoms.symbols} and {cluster.source} is {cluster.atoms.symbols}, "
                             "expected one composition for each size")
    return best


def second_differences(energies: Mapping[int, float]) -> Dict[int, float]:
    """E(n+1) + E(n-1) - 2 E(n) from total energies by size, eV, where all three are there: large where n is stable."""
    return {size: energies[size + 1] + energies[size - 1] - 2 * energies[size]
            for size in sorted(energies) if size - 1 in energies and size + 1 in energies}


def magic_numbers(differences: Mapping[int, float]) -> List[int]:
    """Sizes whose second difference is positive and above those of both neighbours; both must be known."""
    return [size for size, value in sorted(differences.items())
            if value > 0 and value > differences.get(size - 1, float("inf")) and value > differences.get(size + 1, float("inf"))]


def isolated_energies(symbols: Sequence[str], calculator: Calculator) -> Dict[str, float]:
    """Energies of single atoms by a calculator, eV."""
    energies = {}
    for symbol in sorted(set(symbols)):
        atom = Atoms(symbol, calculator=calculator)
        energies[symbol] = float(atom.get_potential_energy())
    return energies


def energy_table(clusters: Sequence[Cluster], isolated: Optional[Mapping[str, float]] = None) -> Table:
    """A row for each size: energies, second difference, whether the size is magic, and where the structure came from."""
    best = best_per_size(clusters)
    binding = binding_energies(clusters, isolated)
    one_element = len({symbol for cluster in best.values() for symbol in cluster.atoms.symbols}) == 1
    differences = second_differences({size: energy_of(cluster) for size, cluster in best.items()}) if one_element else {}
    magic = magic_numbers(differences)
    return Table(("atoms", "formula", "energy_eV", "binding_energy_eV_per_atom", "second_difference_eV", "magic", "source"),
                 [(size, str(cluster.atoms.get_chemical_formula()), energy_of(cluster), binding[size], differences.get(size),
                   size in magic, cluster.source) for size, cluster in best.items()])


def _single_atoms(clusters: Sequence[Cluster]) -> Dict[str, float]:
    single = [cluster for cluster in clusters if len(cluster.atoms) == 1]
    return {str(cluster.atoms.symbols): energy_of(cluster) for cluster in (lowest(single, 1) if single else [])}


def _binding(cluster: Cluster, isolated: Mapping[str, float]) -> float:
    missing = sorted(set(cluster.atoms.symbols) - set(isolated))
    if missing:
        raise InputError(f"energy of an isolated {missing[0]} atom is missing, expected it, a structure of one atom or a potential")
    return (energy_of(cluster) - sum(isolated[symbol] for symbol in cluster.atoms.symbols)) / len(cluster.atoms)
