"""The parts of a hop: softening, dynamics, relaxation, fragments, feedback, identity, starts."""

import sys

import numpy as np
import pytest
from ase import Atoms, units
from ase.calculators.calculator import CalculatorSetupError, InputError
from ase.calculators.emt import EMT
from ase.cluster import Icosahedron
from ase.constraints import FixAtoms
from gapsharp.hopping import Feedback, Outcome, OverlapFingerprint, Parameters
from gapsharp.hopping.calibration import calibrate
from gapsharp.hopping.dynamics import CONSERVED, escape, next_timestep, velocities
from gapsharp.hopping.fragments import Fragments
from gapsharp.hopping.database import THRESHOLD
from gapsharp.hopping.known import KnownMinima, Minimum
from gapsharp.hopping.relaxation import relax
from gapsharp.hopping.rigid import RigidMotion
from gapsharp.hopping.softening import soften
from gapsharp.hopping.starts import random_start, read_starts
from gapsharp.hopping.surface import HopFailed, Surface
from lennard_jones import EPSILON, NEAREST, GlobalOverlap, LennardJones, cluster

TIGHT = Parameters(fmax=1e-6)
TIMESTEP = 2.0


def turned(positions, rng):
    turn = np.linalg.qr(rng.normal(size=(3, 3)))[0]
    return positions @ turn.T + rng.normal(size=3)


@pytest.fixture
def surface():
    return Surface(cluster(13, 0))


@pytest.fixture
def minimum(surface):
    return relax(surface, cluster(13, 0).positions, TIGHT)


@pytest.fixture
def fragments(surface):
    return Fragments(surface.numbers, Parameters().margin)


def curvature(surface, minimum, direction, length=1e-3):
    v = length * direction / np.linalg.norm(direction)
    return -np.vdot(v, surface(minimum.positions + v).forces - surface(minimum.positions - v).forces) / (2 * length**2)


@pytest.mark.parametrize("seed", range(5))
def test_softening_lowers_the_curvature_and_leaves_momentum_out(surface, minimum, seed):
    direction = RigidMotion(minimum.positions).removed(np.random.default_rng(seed).normal(size=(13, 3)))
    before = surface.calls
    soft = soften(surface, minimum, direction, Parameters())
    assert 0 < surface.calls - before <= 20
    assert np.linalg.norm(soft) == pytest.approx(0.01)
    assert np.allclose(RigidMotion(minimum.positions).removed(soft), soft, atol=1e-12)
    assert curvature(surface, minimum, soft) < 0.7 * curvature(surface, minimum, direction)


def test_softening_stops_where_nothing_pulls_across():
    """Along the bond of a dimer is the only vibration: the first step already has no force across."""
    dimer = Atoms("Na2", [[0, 0, 0], [0, 0, NEAREST]], calculator=LennardJones())
    surface = Surface(dimer)
    soft = soften(surface, surface(dimer.positions), np.random.default_rng(0).normal(size=(2, 3)), Parameters())
    assert surface.calls == 2
    assert np.allclose(np.abs(soft[:, 2]), 0.01 / np.sqrt(2)) and np.allclose(soft[:, :2], 0)


def test_no_softening_step_asks_for_no_force(surface, minimum):
    before = surface.calls
    direction = np.random.default_rng(0).normal(size=(13, 3))
    soft = soften(surface, minimum, direction, Parameters(softening_steps=0))
    kept = RigidMotion(minimum.positions).removed(direction)
    assert surface.calls == before and np.allclose(soft / 0.01, kept / np.linalg.norm(kept))


def test_velocities_have_the_temperature_and_no_rigid_motion(minimum):
    v = velocities(minimum, np.random.default_rng(1).normal(size=(13, 3)), 700.0, 23.0)
    arms = minimum.positions - minimum.positions.mean(axis=0)
    assert np.abs(v.sum(axis=0)).max() < 1e-12 and np.abs(np.cross(arms, v).sum(axis=0)).max() < 1e-10
    assert 0.5 * 23.0 * np.vdot(v, v) == pytest.approx(0.5 * (3 * 13 - 6) * units.kB * 700.0)


@pytest.mark.parametrize("places, expected", [([[0, 0, 0], [0, 0, 3]], 1), ([[0, 0, 0], [0, 0, 3], [0, 0, 6]], 4),
                                              ([[0, 0, 0], [0, 0, 3], [0, 3, 0]], 3)])
def test_linear_molecules_have_one_rotation_less(places, expected):
    places = np.array(places, dtype=float)
    assert RigidMotion(places).vibrations == expected
    kept = [RigidMotion(places).removed(np.eye(3 * len(places))[k].reshape(-1, 3)).ravel() for k in range(3 * len(places))]
    assert np.linalg.matrix_rank(kept, tol=1e-8) == expected


def test_dynamics_conserves_energy_and_more_so_with_shorter_steps(surface, minimum, fragments):
    v = velocities(minimum, np.random.default_rng(2).normal(size=(13, 3)), 600.0, surface.mass)
    ends = [escape(surface, minimum, v, surface.mass, dt, fragments, Parameters(mdmin=4, dynamics_steps=4000))
            for dt in (TIMESTEP, TIMESTEP / 2)]
    assert all(end.minima == 4 for end in ends)
    assert ends[0].error < CONSERVED
    # Velocity Verlet is of second order: a quarter, in a chaotic system about.
    assert ends[1].error < 0.5 * ends[0].error


def test_dynamics_ends_after_its_steps(surface, minimum, fragments):
    v = velocities(minimum, np.random.default_rng(2).normal(size=(13, 3)), 600.0, surface.mass)
    before = surface.calls
    end = escape(surface, minimum, v, surface.mass, 1e-3, fragments, Parameters(dynamics_steps=7))
    assert surface.calls - before == 7 and end.minima == 0


def test_dynamics_counts_the_minima_of_an_oscillator(fragments):
    """A dimer that vibrates gently passes its minimum twice a period."""
    dimer = Atoms("Na2", [[0, 0, 0], [0, 0, NEAREST]], calculator=LennardJones())
    surface = Surface(dimer)
    start = surface(dimer.positions)
    v = velocities(start, np.array([[0, 0, -1.0], [0, 0, 1.0]]), 5.0, surface.mass)
    stiffness = 57.146 * EPSILON / (NEAREST / 2 ** (1 / 6)) ** 2
    period = 2 * np.pi * np.sqrt(surface.mass / 2 / stiffness) / units.fs
    before = surface.calls
    end = escape(surface, start, v, surface.mass, 1.0, Fragments(surface.numbers, 0.5), Parameters(mdmin=6))
    assert end.minima == 6
    assert (surface.calls - before) * 1.0 == pytest.approx(3 * period, rel=0.02)


def test_time_step_follows_the_conservation_of_energy():
    assert next_timestep(2.0, 0.5 * CONSERVED) == 2.0 * 1.05
    assert next_timestep(2.0, 2 * CONSERVED) == 2.0 / 1.05


@pytest.mark.parametrize("seed", range(3))
def test_relaxation_ends_in_a_minimum_within_its_steps(seed):
    surface = Surface(cluster(13, seed))
    point = relax(surface, cluster(13, seed).positions, TIGHT)
    assert np.abs(point.forces).max() < 1e-6
    rng = np.random.default_rng(seed)
    for _ in range(20):
        nudge = RigidMotion(point.positions).removed(rng.normal(size=(13, 3)))
        assert surface(point.positions + 0.01 * nudge / np.linalg.norm(nudge)).energy > point.energy
    with pytest.raises(HopFailed, match="after 3 steps of relaxation"):
        relax(surface, cluster(13, seed).positions, Parameters(relaxation_steps=3))


def test_relaxation_of_another_potential_agrees_with_ase():
    from ase.optimize import BFGS
    atoms = Icosahedron("Cu", 2)
    atoms = Atoms(atoms.numbers, atoms.positions, calculator=EMT())
    atoms.rattle(0.1, seed=1)
    point = relax(Surface(atoms), atoms.positions, Parameters(fmax=1e-4))
    BFGS(atoms, logfile=None).run(fmax=1e-4)
    assert point.energy == pytest.approx(atoms.get_potential_energy(), abs=1e-6)


def test_fragments_are_found_and_gathered(fragments, minimum):
    scattered = minimum.positions.copy()
    scattered[4] += [30.0, 0, 0]
    scattered[7:9] += [0, -25.0, 5.0]
    assert [len(piece) for piece in fragments.of(minimum.positions)] == [13]
    pieces = fragments.of(scattered)
    assert sorted(map(len, pieces), reverse=True)[0] == len(pieces[0]) and len(pieces) >= 3
    assert sorted(np.concatenate(pieces)) == list(range(13))
    together = fragments.gathered(scattered)
    assert len(fragments.of(together)) == 1 and not fragments.collapsed(together)
    assert np.array_equal(fragments.gathered(minimum.positions), minimum.positions)
    lump = minimum.positions.copy()
    lump[1] = lump[0] + [1.0, 0, 0]
    assert fragments.collapsed(lump) and not fragments.collapsed(minimum.positions)


def test_a_fragment_that_leaves_is_bounced_and_all_is_conserved(fragments, minimum):
    positions = minimum.positions.copy()
    positions[4] += 20.0 * positions[4] / np.linalg.norm(positions[4])
    rng = np.random.default_rng(3)
    v = rng.normal(size=(13, 3))
    v[4] = positions[4] / np.linalg.norm(positions[4])
    back = fragments.bounced(positions, v)
    assert back[4] @ positions[4] < 0
    assert np.allclose(back.sum(axis=0), v.sum(axis=0))
    assert np.vdot(back, back) == pytest.approx(np.vdot(v, v))
    assert np.allclose(np.cross(positions, back).sum(axis=0), np.cross(positions, v).sum(axis=0))
    assert fragments.bounced(positions, back) is back
    assert fragments.bounced(minimum.positions, v) is v


def test_dynamics_hotter_than_the_cluster_bears_keeps_it_together(surface, minimum, fragments):
    v = velocities(minimum, np.random.default_rng(2).normal(size=(13, 3)), 6000.0, surface.mass)
    end = escape(surface, minimum, v, surface.mass, 1.0, fragments, Parameters(mdmin=1000, dynamics_steps=1500))
    farthest = np.linalg.norm(end.point.positions - end.point.positions.mean(axis=0), axis=1).max()
    assert farthest < 20.0
    assert np.abs(v.sum(axis=0)).max() < 1e-10


@pytest.mark.parametrize("outcome, accepted, temperature, difference", [
    (Outcome.SAME, False, 1100.0, 0.2), (Outcome.KNOWN, True, 1200.0, 0.18), (Outcome.KNOWN, False, 1200.0, 0.22),
    (Outcome.NEW, True, 800.0, 0.18), (Outcome.NEW, False, 800.0, 0.22), (Outcome.FAILED, False, 1000.0, 0.2)])
def test_feedback_arithmetic(outcome, accepted, temperature, difference):
    parameters = Parameters(beta1=1.1, beta2=1.2, beta3=0.8, alpha1=0.9, alpha2=1.1)
    after = Feedback(1000.0, 0.2).after(outcome, accepted, parameters)
    assert after == pytest.approx((temperature, difference))


def test_temperature_has_a_limit():
    assert Feedback(990.0, 0.1).after(Outcome.SAME, False, Parameters(temperature_limit=1000.0)).temperature == 1000.0


@pytest.mark.parametrize("values, message", [
    (dict(temperature=-1.0), "temperature is -1.0, expected a number above 0 (of the first hop, K)"),
    (dict(mdmin=0), "mdmin is 0, expected a whole number from 1 (minima of"),
    (dict(mdmin=1.5), "mdmin is 1.5, expected a whole number from 1 (minima of"),
    (dict(beta1=0.9), "beta1 is 0.9, expected a number from 1 (factor"),
    (dict(beta3=1.1), "beta3 is 1.1, expected a number above 0 to 1 (factor"),
    (dict(fmax=float("nan")), "fmax is nan, expected a number above 0 (largest"),
    (dict(timestep="2"), "timestep is '2', expected a number above 0 (of the first dynamics"),
    (dict(softening_steps=True), "softening_steps is True, expected a whole number from 0 ("),
    (dict(temperature=2e4), "temperature is 20000.0 K, expected at most temperature_limit, 10000.0 K")])
def test_parameters_out_of_range_are_refused(values, message):
    with pytest.raises(InputError) as refused:
        Parameters(**values)
    assert str(refused.value).startswith(message)


def test_what_is_no_free_cluster_is_refused():
    periodic = cluster(4, 0)
    periodic.set_cell([10, 10, 10])
    periodic.pbc = True
    fixed = cluster(4, 0)
    fixed.set_constraint(FixAtoms([0]))
    bare = cluster(4, 0)
    bare.calc = None
    for atoms, message in ((periodic, "expected a free cluster"), (fixed, "1 constraints"), (bare, "no calculator"),
                           (cluster(1, 0), "1 atoms, expected at least 2")):
        with pytest.raises(InputError, match=message):
            Surface(atoms)


def test_identity_ignores_rotation_permutation_and_mirrors(minimum):
    identity, rng = GlobalOverlap(), np.random.default_rng(4)
    known = KnownMinima(identity, 1e-3, THRESHOLD)
    known.add(Minimum(minimum.energy, 1, identity.describe(Atoms("Na13", minimum.positions))))
    for _ in range(10):
        again = identity.describe(Atoms("Na13", rng.permutation(turned(minimum.positions, rng))))
        assert known.find(minimum.energy + 0.9e-3, again).id == 1
        assert known.find(minimum.energy + 1.1e-3, again) is None
    other = relax(Surface(cluster(13, 1)), cluster(13, 1).positions, TIGHT)
    assert known.find(minimum.energy, identity.describe(Atoms("Na13", other.positions))) is None


def test_the_default_identity_is_the_overlap_fingerprint(minimum):
    pytest.importorskip("gapsharp.fingerprints", reason="gapsharp.fingerprints is not in this package yet")
    ours, identity = GlobalOverlap(), OverlapFingerprint("s")
    atoms = Atoms("Na13", minimum.positions)
    other = Atoms("Na13", 1.01 * minimum.positions)
    # The radius of sodium is rounded differently in the two.
    assert np.allclose(identity.describe(atoms), ours.describe(atoms), atol=1e-4)
    assert identity.distance(identity.describe(atoms), identity.describe(other)) == pytest.approx(
        ours.distance(ours.describe(atoms), ours.describe(other)), rel=1e-3)
    assert len(OverlapFingerprint().describe(atoms)) == 4 * 13
    assert OverlapFingerprint().name == "overlap sp" and identity.name == "overlap s"


def test_without_fingerprints_another_identity_is_asked_for(monkeypatch):
    import gapsharp
    monkeypatch.setitem(sys.modules, "gapsharp.fingerprints", None)
    monkeypatch.delattr(gapsharp, "fingerprints", raising=False)
    with pytest.raises(CalculatorSetupError, match="cannot import gapsharp.fingerprints: .*; expected it, or another identity"):
        OverlapFingerprint()


def test_the_nearest_of_similar_minima_is_found():
    known = KnownMinima(GlobalOverlap(), 1e-3, 0.5)
    for place, energy in enumerate((-1.0002, -1.0, -0.9998, -2.0)):
        known.add(Minimum(energy, place, np.array([0.2 * place])))
    assert known.find(-1.0, np.array([0.19])).id == 1 and known.find(-1.0, np.array([0.41])).id == 2
    assert known.find(-1.0, np.array([2.0])) is None and known.lowest == -2.0 and len(known) == 4


def test_calibration_measures_noise_that_a_smaller_fmax_lowers():
    atoms = cluster(13, 2)
    coarse, fine = (calibrate([atoms], GlobalOverlap(), Parameters(fmax=fmax), samples=5) for fmax in (2e-2, 1e-5))
    assert coarse.returned + coarse.left == fine.returned + fine.left == 5 and fine.returned > 0
    assert 0 < fine.fingerprint < 0.1 * coarse.fingerprint < 0.1
    assert fine.fingerprint < THRESHOLD


def test_random_starts_are_compact_mixed_and_reproducible():
    atoms = random_start("Na8Mg5", np.random.default_rng(0))
    again = random_start("Na8Mg5", np.random.default_rng(0))
    assert np.array_equal(atoms.positions, again.positions) and np.array_equal(atoms.numbers, again.numbers)
    assert atoms.get_chemical_formula() == "Mg5Na8" and np.any(np.diff(np.sign(np.diff(atoms.numbers))) != 0)
    assert (atoms.get_all_distances() + 99 * np.eye(13)).min() > 2.4
    wide = random_start("Na13", np.random.default_rng(0), nearest=5.0)
    assert (wide.get_all_distances() + 99 * np.eye(13)).min() >= 4.0
    with pytest.raises(InputError, match="composition is 'Qq20', expected a formula"):
        random_start("Qq20", np.random.default_rng(0))


def test_starts_from_a_file_have_one_composition(tmp_path):
    from ase.io import write
    write(tmp_path / "good.xyz", [Atoms(cluster(4, seed).numbers, cluster(4, seed).positions) for seed in range(3)])
    assert [len(atoms) for atoms in read_starts(tmp_path / "good.xyz")] == [4, 4, 4]
    write(tmp_path / "mixed.xyz", [Atoms("Na2", [[0, 0, 0], [0, 0, 3]]), Atoms("Na")])
    with pytest.raises(InputError, match="structure 1 of .*mixed.xyz is Na, expected Na2"):
        read_starts(tmp_path / "mixed.xyz")
    with pytest.raises(InputError, match="cannot read .*absent.xyz"):
        read_starts(tmp_path / "absent.xyz")
