"""Every reference potential through the force server: one call at a time, and as a stream."""

import numpy as np
import pytest
import reference
from gapsharp import RemoteGapSharp


@pytest.mark.parametrize("potential", reference.POTENTIALS)
def test_grpc_follows_the_reference_program(server, potential):
    wrong = []
    with RemoteGapSharp(server.address, model=potential) as calc:
        for case in reference.cases(potential):
            wrong += reference.disagreements(case, calc.get_potential_energy(case.atoms), calc.get_forces(case.atoms),
                                             calc.get_virial(case.atoms), calc.get_potential_energies(case.atoms))
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("potential", reference.POTENTIALS)
def test_grpc_stream_gives_the_same_numbers(server, potential):
    cases = reference.cases(potential)
    with RemoteGapSharp(server.address, model=potential) as calc:
        streamed = calc.evaluate_batch([case.atoms for case in cases], ["energy", "forces", "stress"])
        for case, results in zip(cases, streamed):
            virial = -np.array(results["stress"])[[[0, 5, 4], [5, 1, 3], [4, 3, 2]]] * case.atoms.get_volume()
            assert not reference.disagreements(case, results["energy"], results["forces"], virial)
