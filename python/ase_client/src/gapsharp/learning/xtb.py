"""ASE calculator for the program xtb (GFN tight binding), which ASE itself lacks."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Optional, Sequence

from ase import Atoms
from ase.calculators.calculator import CalculationFailed, FileIOCalculator, InputError, ReadError
from ase.io import read, write

_METHODS = {"GFN0-xTB": "--gfn 0", "GFN1-xTB": "--gfn 1", "GFN2-xTB": "--gfn 2", "GFN-FF": "--gfnff"}


class Xtb(FileIOCalculator):
    """Energy and forces of a free cluster by ``xtb --grad``, through files.

    method: GFN0-xTB, GFN1-xTB, GFN2-xTB or GFN-FF. charge: of the cluster, e. unpaired: number of unpaired electrons.
    temperature: of the electrons, K. accuracy: of the program. program: name or path of xtb.
    """

    name = "xtb"
    implemented_properties = ["energy", "free_energy", "forces"]
    discard_results_on_any_change = True
    default_parameters = {"method": "GFN2-xTB", "charge": 0, "unpaired": 0, "temperature": 300.0, "accuracy": 1.0, "program": "xtb"}

    def __init__(self, *, label: str = "xtb", atoms: Optional[Atoms] = None, **parameters: Any) -> None:
        unknown = set(parameters) - {*self.default_parameters, "directory"}
        if unknown:
            raise InputError(f"unknown setting {min(unknown)!r} of xtb, expected one of {', '.join(self.default_parameters)}")
        super().__init__(label=label, atoms=atoms, **parameters)
        if self.parameters.method not in _METHODS:
            raise InputError(f"method of xtb is {self.parameters.method!r}, expected one of {', '.join(_METHODS)}")
        chosen = self.parameters
        self.command = (f"{chosen.program} PREFIX.xyz {_METHODS[chosen.method]} --grad --chrg {int(chosen.charge)} "
                        f"--uhf {int(chosen.unpaired)} --etemp {float(chosen.temperature)} --acc {float(chosen.accuracy)} "
                        "> PREFIX.out 2>&1")

    def write_input(self, atoms: Atoms, properties: Optional[Sequence[str]] = None, system_changes: Optional[Sequence[str]] = None) -> None:
        super().write_input(atoms, properties, system_changes)
        if atoms.pbc.any():
            raise InputError(f"pbc is {atoms.pbc.tolist()}, expected a free cluster")
        # The program appends to a gradient of before.
        (Path(self.directory) / "gradient").unlink(missing_ok=True)
        write(Path(self.directory) / f"{self.prefix}.xyz", Atoms(atoms.numbers, atoms.positions), format="xyz", fmt="%.12f")

    def read_results(self) -> None:
        place = Path(self.directory) / "gradient"
        try:
            last = read(place, format="turbomole-gradient")
        except Exception as error:  # ASE's reader raises whatever it stumbles over
            raise ReadError(f"cannot read {place}: {error}") from error
        if len(last) != len(self.atoms):
            raise CalculationFailed(f"{place} has {len(last)} atoms, expected {len(self.atoms)}")
        energy = last.get_potential_energy()
        self.results = {"energy": energy, "free_energy": energy, "forces": last.get_forces()}
