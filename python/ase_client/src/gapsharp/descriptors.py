"""Descriptor vectors of structures, without a potential."""

from __future__ import annotations

from ctypes import byref

from ase import Atoms

from ._library import check, library
from ._native import arguments_of, described
from ._structure import structure_of
from ._types import Descriptors


def describe(atoms: Atoms, descriptor: str) -> Descriptors:
    """Vectors of a descriptor string as gap_fit has it, such as "soap l_max=6 n_max=8 cutoff=5.0 atom_sigma=0.5".

    float64 [rows][dimensions], a row for each atom (soap), pair or triplet, and the atom of each row. Tables of the last descriptor are
    kept: describe many structures by one before going on to the next. Raises InputError for strings that are not understood.
    """
    loaded, structure = library(), structure_of(atoms)
    arguments = arguments_of(structure)
    vectors, centres = described(lambda *where: check(
        loaded, loaded.gapsharp_describe_structure(descriptor.encode(), byref(arguments), *where)))
    return Descriptors(descriptor, vectors, centres)
