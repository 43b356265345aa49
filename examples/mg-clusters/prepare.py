"""Writes what the study begins with into a folder: start.xyz, pool.xyz and learn.json.

    PYTHONPATH=dist/python /usr/bin/python3 examples/mg-clusters/prepare.py FOLDER [--full]

start.xyz: the isolated atom, the dimers and the smallest clusters, 30 structures. Small form: the other labelled structures are the pool, and their
labels come from the file. Full form: all structures to begin with, candidates from minima hopping of Mg20 to Mg31, labels from CP2K.
"""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path

from gapsharp.learning.structures import read_structures, write_structures

HERE = Path(__file__).resolve().parent
START = 30
FIT = ["gap={distance_2b cutoff=10 cutoff_transition_width=1 covariance_type=ard_se theta_uniform=1 delta=0.5 n_sparse=20 sparse_method=uniform : "
       "soap n_max=8 l_max=6 cutoff=8 cutoff_transition_width=3 atom_sigma=0.7 zeta=4 delta=0.3 covariance_type=dot_product n_sparse=400 "
       "sparse_method=cur_points}", "default_sigma={0.002 0.05 0 0}", "sparse_jitter=1e-8", "e0_method=isolated"]
HOPS = {"temperature": 1000, "energy_difference": 0.3}
CP2K = {"command": "cp2k_shell.psmp", "xc": None, "pseudo_potential": "GTH-PBE-q2", "basis_set": "TZV2P-MOLOPT-SR-GTH-q2",
        "basis_set_file": "BASIS_MOLOPT_UCL", "cutoff": 816.34, "max_scf": 200, "poisson_solver": None, "inp": """
&FORCE_EVAL
  &DFT
    &XC
      &XC_FUNCTIONAL BP
      &END XC_FUNCTIONAL
    &END XC
    &POISSON
      PERIODIC NONE
      PSOLVER WAVELET
    &END POISSON
    &SCF
      EPS_SCF 3.0E-5
      ADDED_MOS 20
      &SMEAR
        METHOD FERMI_DIRAC
        ELECTRONIC_TEMPERATURE [K] 500
      &END SMEAR
      &MIXING
        METHOD BROYDEN_MIXING
        ALPHA 0.5
      &END MIXING
    &END SCF
  &END DFT
&END FORCE_EVAL"""}

SHIFT = {"Mg": -0.0160}
"""The isolated atom of the set less that of these settings, eV."""


def main() -> None:
    parser = argparse.ArgumentParser(description="Begins the magnesium study.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--full", action="store_true", help="labels from CP2K, hours")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    images = sorted(read_structures(HERE / "train.xyz"), key=len)
    shutil.copy(HERE / "test.xyz", options.folder)
    write_structures(options.folder / "start.xyz", images if options.full else images[:START])
    values = {"train": "start.xyz", "test": "test.xyz", "fit": FIT, "seed": 1}
    if options.full:
        values.update(
            explore=[{"kind": "hops", "formulas": [f"Mg{size}" for size in range(20, 32)], "hops": 20, "parameters": HOPS}],
            pick={"count": 24, "lowest": 0.5, "variance": 0.25, "farthest": 0.25},
            label={"calculator": "cp2k", "vacuum": 4.5, "cubic": True, "settings": CP2K, "shift": SHIFT}, stop={"labels": 120, "deviation": 0.01})
    else:
        write_structures(options.folder / "pool.xyz", images[START:])
        values.update(
            explore=[{"kind": "pool", "file": "pool.xyz"}], pick={"count": 20, "variance": 0.5, "random": 0.5},
            label={"calculator": "known:FromFile", "settings": {"file": str(HERE / "train.xyz")}}, stop={"labels": 60})
    (options.folder / "learn.json").write_text(json.dumps(values, indent=1) + "\n")


if __name__ == "__main__":
    main()
