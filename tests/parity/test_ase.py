"""Every reference potential through the in-process ASE calculator."""

import pytest
import reference
from gapsharp import GapSharp


@pytest.mark.parametrize("potential", reference.POTENTIALS)
def test_ase_follows_the_reference_program(models, potential):
    wrong = []
    with GapSharp(reference.model_path(potential)) as calc:
        for case in reference.cases(potential):
            atoms = case.atoms.copy()
            atoms.calc = calc
            wrong += reference.disagreements(case, atoms.get_potential_energy(), atoms.get_forces(), calc.get_virial(),
                                             atoms.get_potential_energies())
            if case.atoms.cell.rank == 3:
                stress = atoms.get_stress(voigt=False)
                assert abs(stress + case.virial / atoms.get_volume()).max() <= reference.VIRIAL / atoms.get_volume()
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("potential", ["na-dft", "mg-dft"])
def test_free_clusters_are_the_same_in_a_box_and_without_one(models, potential):
    with GapSharp(reference.model_path(potential)) as calc:
        wrong = []
        for case in reference.cases(potential)[::4]:
            atoms = case.atoms.copy()
            atoms.set_cell(None)
            atoms.pbc = False
            atoms.calc = calc
            wrong += reference.disagreements(case, atoms.get_potential_energy(), atoms.get_forces(), calc.get_virial())
    assert not wrong, "\n".join(wrong)
