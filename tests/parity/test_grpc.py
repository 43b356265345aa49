"""Every reference potential through the force server: one call at a time, and as a stream."""

import pytest
import reference
from ase import Atoms
from gapsharp import RemoteGapSharp


def atoms_of(frame):
    return Atoms(numbers=frame.numbers, positions=frame.positions, cell=frame.cell, pbc=frame.pbc)


@pytest.mark.parametrize("name", reference.NAMES)
def test_grpc_follows_the_reference_program(server, name):
    with RemoteGapSharp(server.address, model=name) as calc:
        for frame in reference.potential(name).frames():
            atoms = atoms_of(frame)
            reference.assert_close(frame, energy=calc.get_potential_energy(atoms), forces=calc.get_forces(atoms),
                                   virial=calc.get_virial(atoms), local_energy=calc.get_potential_energies(atoms))


@pytest.mark.parametrize("name", reference.NAMES)
def test_grpc_stream_follows_the_reference_program(server, name):
    frames = reference.potential(name).frames()
    with RemoteGapSharp(server.address, model=name) as calc:
        streamed = calc.evaluate_batch([atoms_of(frame) for frame in frames], ["energy", "energies", "forces", "stress"])
    assert len(streamed) == len(frames)
    for frame, results in zip(frames, streamed):
        virial = -results["stress"][[0, 5, 4, 5, 1, 3, 4, 3, 2]] * abs(atoms_of(frame).get_volume())
        reference.assert_close(frame, energy=results["energy"], forces=results["forces"], virial=virial,
                               local_energy=results["energies"])
