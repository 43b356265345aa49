"""The fits: hyperparameters, and what gap_fit took for them and reached with them (one run each, rnd_seed 42)."""

from __future__ import annotations

from typing import Any

COMMON = ["default_sigma={0.002 0.05 0 0}", "sparse_jitter=1e-8", "energy_parameter_name=energy", "force_parameter_name=forces",
          "do_copy_at_file=F"]

# Errors are root mean squares: meV/atom, meV/A.
DFT: dict[str, dict[str, Any]] = {
    "na": {"pair_cutoff": 8.0, "soap": "l_max=6 n_max=8 cutoff=7.5 cutoff_transition_width=1.0 atom_sigma=0.6 zeta=4 delta=0.2 n_sparse=600",
           "gap_fit": {"cpu_s": 22, "peak_mb": 580, "train_energy": 1.07, "train_forces": 30.6, "test_energy": 4.59, "test_forces": 35.6}},
    "mg": {"pair_cutoff": 7.0, "soap": "l_max=6 n_max=8 cutoff=6.5 cutoff_transition_width=1.0 atom_sigma=0.5 zeta=4 delta=0.3 n_sparse=600",
           "gap_fit": {"cpu_s": 7, "peak_mb": 220, "train_energy": 2.77, "train_forces": 88.4, "test_energy": 8.19, "test_forces": 89.7}},
}

STUDY_GAP_FIT = {"cpu_s": 118, "peak_mb": 1670}  # 40 Na55, M = 1,000


def study(sparse: int) -> list[str]:
    """The sodium study's hyperparameters; the data are energies of binding, hence e0=0."""
    return ["e0=0", *COMMON, gap(
        "distance_2b cutoff=12.9 cutoff_transition_width=1.0 covariance_type=ard_se theta_uniform=1.0 delta=0.5 n_sparse=20 sparse_method=uniform",
        "angle_3b cutoff=3.5 cutoff_transition_width=0.5 covariance_type=ard_se theta_fac=0.5 delta=0.1 n_sparse=100 sparse_method=uniform",
        "soap l_max=6 n_max=12 cutoff=12.9 cutoff_transition_width=1.0 atom_sigma=0.6 zeta=4 delta=0.2 covariance_type=dot_product "
        f"n_sparse={sparse} sparse_method=cur_points")]


def dft(material: str) -> list[str]:
    chosen = DFT[material]
    return [*COMMON, gap(
        f"distance_2b cutoff={chosen['pair_cutoff']} cutoff_transition_width=1.0 covariance_type=ard_se theta_uniform=1.0 delta=0.5 n_sparse=20 "
        "sparse_method=uniform", f"soap {chosen['soap']} sparse_method=cur_points covariance_type=dot_product")]


def gap(*entries: str) -> str:
    return f"gap={{{' : '.join(entries)}}}"
