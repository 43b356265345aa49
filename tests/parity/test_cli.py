"""Parity of the command line with the reference program: `gapsharp evaluate` and `gapsharp describe` as a user calls them."""

from __future__ import annotations

import io
import json
import subprocess

import ase.io
import numpy as np
import pytest

import enlarged
import reference

COMMAND = reference.ROOT / "dist" / "bin" / "gapsharp"
PROPERTIES = "energy,forces,virial,local_energy,local_virial"
DESCRIPTOR_TOLERANCE = 1e-12
COMPRESSION_BOUND = 1e-10  # eV per atom
COMPRESSION_FORCES = 1e-8  # eV/A

NA55 = "soap l_max=6 n_max=12 cutoff=12.9 cutoff_transition_width=1.0 atom_sigma=0.6"
SIC = "soap atom_sigma=0.5 cutoff=4.0 cutoff_transition_width=1.0 l_max=4 n_max=4 n_species=2 Z={} species_Z={{14 6}}"


def gapsharp(*arguments: object, text: str | None = None) -> str:
    run = subprocess.run([COMMAND, *map(str, arguments)], input=text, capture_output=True, text=True, timeout=300)
    assert run.returncode == 0, run.stderr
    assert run.stderr == ""
    return run.stdout


@pytest.mark.parametrize("name", reference.NAMES)
def test_evaluate_writes_the_reference_numbers_as_json(name):
    potential = reference.potential(name)
    for output in potential.outputs:
        frames = reference.read_frames(output)
        lines = gapsharp("evaluate", potential.model, output, "--properties", PROPERTIES, "--json").splitlines()
        assert len(lines) == len(frames)
        for frame, line in zip(frames, lines):
            found = json.loads(line)
            reference.assert_close(frame, **{key: found[key] for key in PROPERTIES.split(",")})


@pytest.mark.parametrize("name", reference.NAMES)
def test_evaluate_writes_the_reference_numbers_as_extended_xyz(name, tmp_path):
    """Read back by ASE, a reader that is not ours."""
    potential = reference.potential(name)
    for output in potential.outputs:
        gapsharp("evaluate", potential.model, output, "-o", tmp_path / "out.xyz", "--prefix", "gap_", "--properties", PROPERTIES)
        found = ase.io.read(tmp_path / "out.xyz", index=":")
        frames = reference.read_frames(output)
        assert len(found) == len(frames)
        for frame, atoms in zip(frames, found):
            assert np.array_equal(atoms.numbers, frame.numbers)
            assert np.array_equal(atoms.positions, frame.positions)
            reference.assert_close(
                frame,
                energy=atoms.info["gap_energy"],
                virial=atoms.info["gap_virial"],
                forces=atoms.arrays["gap_forces"],
                local_energy=atoms.arrays["gap_local_energy"],
                local_virial=atoms.arrays["gap_local_virial"].reshape(-1, 3, 3).transpose(0, 2, 1),
            )


def test_ase_takes_unprefixed_results_for_a_calculation():
    """No number of the input stands among them."""
    potential = reference.potential("na-dft")
    output = potential.outputs[0]
    text = gapsharp("evaluate", potential.model, "-", text=output.read_text())
    frame = reference.read_frames(output)[0]
    atoms = ase.io.read(io.StringIO(text), index=0, format="extxyz")
    reference.assert_close(frame, energy=atoms.get_potential_energy(), forces=atoms.get_forces())
    assert atoms.info["config_type"] == "isomer_sampler"


@pytest.mark.skipif(not reference.DEBIAN_MODEL.exists(), reason=f"{reference.DEBIAN_MODEL} (package lammps-examples) is not installed")
def test_evaluate_gives_the_published_energy_of_debians_potential():
    # By hand: ASE writes 8 digits, the structure of the published energy has 17.
    atoms = reference.debian_silicon()
    rows = [f"Si {x:.17g} {y:.17g} {z:.17g}" for x, y, z in atoms.positions]
    lattice = " ".join(f"{value:.17g}" for value in atoms.cell.array.ravel())
    text = "\n".join([str(len(rows)), f'Lattice="{lattice}" Properties=species:S:1:pos:R:3 pbc="T T T"', *rows, ""])
    found = json.loads(gapsharp("evaluate", reference.DEBIAN_MODEL, "-", "--json", "--properties", "energy", text=text))
    assert abs(found["energy"] - reference.DEBIAN_ENERGY) <= reference.ENERGY_TOLERANCE * len(atoms)


@pytest.mark.parametrize(
    "structure, vectors, descriptor",
    [
        ("na55_1.xyz", "na55_1.txt", NA55),
        ("sic_1.xyz", "sic_1.Z14.txt", SIC.format(14)),
        ("sic_1.xyz", "sic_1.Z6.txt", SIC.format(6)),
    ],
)
def test_describe_writes_the_reference_vectors(structure, vectors, descriptor):
    reference.unpack()
    folder = reference.DATA / "descriptors"
    expected = np.loadtxt(folder / vectors)
    text = gapsharp("describe", folder / structure, "--descriptor", descriptor)
    found = np.array([line.split() for line in text.splitlines()], dtype=float)
    assert found.shape == expected.shape
    assert np.abs(found - expected).max() <= DESCRIPTOR_TOLERANCE
    rows = json.loads(gapsharp("describe", folder / structure, "--descriptor", descriptor, "--json"))
    assert np.array_equal(np.array(rows["vectors"]), found)


def test_compression_is_reported_and_can_be_switched_off(tmp_path):
    """A potential with many sparse points in a small space: `info` says so, and `evaluate` gives the numbers of all components."""
    potential = reference.potential("na-dft")
    model = enlarged.write(potential.model, tmp_path)
    report = json.loads(gapsharp("info", model, "--json"))
    pairs, soap = report["terms"]
    assert report["compression_bound"] == COMPRESSION_BOUND
    assert (pairs["compressed"], pairs["components"]) == (False, 1)
    assert soap["compressed"] and soap["sparse_points"] == 2400
    assert soap["numerical_rank"] <= soap["components"] < soap["dimensions"] == 253

    runs = []
    for options in ([], ["--no-compression"]):
        text = gapsharp("evaluate", model, potential.outputs[0], "--json", "--properties", "local_energy,forces", *options)
        runs.append([json.loads(line) for line in text.splitlines()])
    assert runs[0] != runs[1]
    for on, off in zip(*runs):
        assert np.abs(np.subtract(on["local_energy"], off["local_energy"])).max() <= COMPRESSION_BOUND
        assert np.abs(np.subtract(on["forces"], off["forces"])).max() <= COMPRESSION_FORCES
