"""ASE calculators for Gaussian Approximation Potentials (GAP).

:class:`GapSharp` evaluates in process through ``libgapsharp.so``, :class:`RemoteGapSharp` through a gRPC force server.
Units are ASE's: eV, Angstrom, eV/A; stress = -W/V in eV/A^3 with W the virial.
"""

from ase.calculators import calculator as _ase

from ._types import Descriptors
from .calculator import GapCalculator
from .local import GapSharp
from .remote import RemoteGapSharp

__all__ = ["Descriptors", "GapCalculator", "GapSharp", "RemoteGapSharp", "__version__"]
__version__ = "0.1.0"

for _class in (GapSharp, RemoteGapSharp):
    if _class.name not in _ase.external_calculators:
        _ase.register_calculator_class(_class.name, _class)
