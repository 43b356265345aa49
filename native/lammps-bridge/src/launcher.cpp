// lmp-gapsharp: runs LAMMPS from its shared library with the arguments of `lmp`.
// SPDX-License-Identifier: GPL-2.0-or-later
#include <mpi.h>

#include <cstring>
#include <exception>
#include <typeinfo>

#include "input.h"
#include "lammps.h"

extern "C" {
void lammps_kokkos_finalize();
void lammps_python_finalize();
}

using namespace LAMMPS_NS;

int main(int argc, char **argv) {
  MPI_Init(&argc, &argv);
  int status = 0;
  try {
    LAMMPS *lammps = new LAMMPS(argc, argv, MPI_COMM_WORLD);
    lammps->input->file();
    delete lammps;
  } catch (const std::exception &failure) {
    // LAMMPS has printed the error. An error of one rank alone must take the others down.
    if (std::strstr(typeid(failure).name(), "LAMMPSAbortException")) MPI_Abort(MPI_COMM_WORLD, 1);
    status = 1;
  }
  lammps_kokkos_finalize();
  lammps_python_finalize();
  MPI_Barrier(MPI_COMM_WORLD);
  MPI_Finalize();
  return status;
}
