"""An independent check of per-atom stresses: J V = d/dt sum_i r_i e_i for a free cluster at constant energy.

LAMMPS' `compute heat/flux` builds J from kinetic and potential energies, velocities and centroid stresses of the atoms; the right
side needs energies and positions only. Differences of fourth order over steps of 0.2 fs agree to about 1e-6 of the flux.
"""

import numpy as np

TAIL = """
velocity all create 300 4711 mom yes rot yes loop geom
timestep 0.00002
compute ke all ke/atom
compute pe all pe/atom
compute stress all centroid/stress/atom NULL virial
compute flux all heat/flux ke pe stress
fix nve all nve
thermo_style custom step c_flux[1] c_flux[2] c_flux[3]
thermo_modify format float %.17g
thermo 1
dump e all custom 1 e.dump id x y z c_ke c_pe
dump_modify e format float %.17g
run 12
"""
DERIVATIVE = np.array([1.0, -8.0, 0.0, 8.0, -1.0]) / 12.0


def assert_consistent(lammps, script: str, folder, ranks: int = 1, step: float = 0.00002):
    run = lammps.run(script + TAIL, folder, ranks)
    frames = run.dumps("e.dump")
    moments = np.einsum("tik,ti->tk", frames[:, :, 0:3], frames[:, :, 3] + frames[:, :, 4])
    flux = run.thermo()[:, 1:4]
    for t in range(2, len(frames) - 2):
        expected = DERIVATIVE @ moments[t - 2 : t + 3] / step
        np.testing.assert_allclose(flux[t], expected, rtol=0, atol=1e-4 * np.abs(flux).max())
