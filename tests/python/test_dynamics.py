"""ASE's optimisers, molecular dynamics and cell filters on top of the calculators."""

import numpy as np
import pytest
from ase import units
from ase.build import bulk
try:
    from ase.filters import ExpCellFilter
except ImportError:  # ASE before 3.23
    from ase.constraints import ExpCellFilter
from ase.md.velocitydistribution import MaxwellBoltzmannDistribution, Stationary, ZeroRotation
from ase.md.verlet import VelocityVerlet
from ase.optimize import BFGS, FIRE

SODIUM_ATOM = -5.2061137


@pytest.mark.parametrize("optimiser", [BFGS, FIRE])
def test_relaxation_of_a_cluster(open_calculator, sodium, optimiser):
    sodium.calc = open_calculator("na-dft")
    before = sodium.get_potential_energy()
    with optimiser(sodium, logfile=None) as run:
        assert run.run(fmax=0.005, steps=300)
    after = sodium.get_potential_energy()
    assert after < before - 0.05
    assert np.abs(sodium.get_forces()).max() <= 0.005
    # A cluster of 13 sodium atoms is bound by 0.5 to 1 eV per atom.
    assert 0.4 < SODIUM_ATOM - after / 13 < 1.1


def test_energy_is_conserved(open_calculator, sodium):
    sodium.calc = open_calculator("na-dft")
    with BFGS(sodium, logfile=None) as run:
        run.run(fmax=0.01, steps=200)
    MaxwellBoltzmannDistribution(sodium, temperature_K=300, rng=np.random.RandomState(3))
    Stationary(sodium)
    ZeroRotation(sodium)
    total = []
    with VelocityVerlet(sodium, timestep=2 * units.fs) as run:
        run.attach(lambda: total.append(sodium.get_total_energy()), interval=1)
        run.run(500)
    total = np.array(total) / len(sodium)
    kinetic = 1.5 * units.kB * 300
    assert abs(total - total[0]).max() < 0.01 * kinetic
    drift = np.polyfit(np.arange(len(total)) * 2e-3, total, 1)[0]
    assert abs(drift) < 1e-4  # eV/atom/ps


def test_relaxation_of_a_cell(open_calculator):
    silicon = bulk("Si", "diamond", a=5.43, cubic=True)
    silicon.set_cell(silicon.cell @ [[1.02, 0.01, 0], [0, 0.99, 0.02], [0, 0, 1.01]], scale_atoms=True)
    silicon.rattle(0.03, seed=2)
    silicon.calc = open_calculator("si")
    with BFGS(ExpCellFilter(silicon), logfile=None) as run:
        assert run.run(fmax=0.005, steps=200)
    assert np.abs(silicon.get_stress()).max() * silicon.get_volume() < 0.01
    assert 5.3 < silicon.get_volume() ** (1 / 3) < 5.6
