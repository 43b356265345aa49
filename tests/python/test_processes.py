"""Several processes: many clients of one server, spawned and forked workers."""

import multiprocessing
import os
import re
import subprocess
import sys

import numpy as np
import pytest
from gapsharp import GapSharp, RemoteGapSharp
from workers import energies_and_forces

CLIENTS = 8
LIMIT = 120


@pytest.fixture
def images(sodium):
    found = []
    for seed in range(24):
        atoms = sodium.copy()
        atoms.rattle(0.05, seed=seed)
        found.append(atoms)
    return found


def check(results, images, calc):
    for numbers in results:
        for atoms, (energy, forces) in zip(images, numbers):
            assert energy == calc.get_potential_energy(atoms)
            assert np.array_equal(forces, calc.get_forces(atoms))


def test_eight_clients_at_once_get_the_numbers_of_one(server, images):
    with RemoteGapSharp(server.address, model="na-dft") as calc:
        calc.get_potential_energy(images[0])
        with multiprocessing.get_context("spawn").Pool(CLIENTS) as pool:
            results = pool.map_async(energies_and_forces, [(calc, images)] * CLIENTS, chunksize=1).get(LIMIT)
        check(results, images, calc)


@pytest.mark.parametrize("method", ["spawn", "fork"])
@pytest.mark.parametrize("threads", [1, 2])
def test_workers_in_process(models, images, method, threads):
    with GapSharp(models["na-dft"], threads=threads) as calc:
        calc.get_potential_energy(images[0])
        with multiprocessing.get_context(method).Pool(2) as pool:
            results = pool.map_async(energies_and_forces, [(calc, images)] * 2, chunksize=1).get(LIMIT)
        check(results, images, calc)


FORKED = """
import os, sys
from ase import Atoms
from gapsharp import RemoteGapSharp
atoms = Atoms("Na2", [[0, 0, 0], [0, 0, 3.0]])
calc = RemoteGapSharp(sys.argv[1], model="na-dft")
energy = calc.get_potential_energy(atoms)
atoms.positions[1, 2] += 0.1
child = os.fork()
if child == 0:
    try:
        print("child", calc.get_potential_energy(atoms) != energy, flush=True)
    except Exception as error:
        print("child", type(error).__name__, error, flush=True)
    os._exit(0)
os.waitpid(child, 0)
print("parent", calc.get_potential_energy(atoms) != energy)
"""


@pytest.mark.parametrize("support, child", [("0", r"child CalculationFailed cannot reach .*'spawn'\)"), ("1", "child True")])
def test_a_remote_calculator_after_a_fork(server, support, child):
    environment = {**os.environ, "GRPC_ENABLE_FORK_SUPPORT": support}
    run = subprocess.run([sys.executable, "-c", FORKED, server.address], env=environment, capture_output=True, text=True,
                         timeout=LIMIT, check=True)
    assert re.match(child, run.stdout), run.stdout
    assert "parent True" in run.stdout
