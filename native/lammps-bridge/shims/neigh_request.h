// For distributions that install LAMMPS' headers without neigh_request.h: the leading members of NeighRequest as of
// LAMMPS 29Sep2021, all that a pair style sets. Only ever used through pointers that LAMMPS hands out.
// SPDX-License-Identifier: GPL-2.0-or-later
#ifndef LMP_NEIGH_REQUEST_H
#define LMP_NEIGH_REQUEST_H

#include "pointers.h"

namespace LAMMPS_NS {

class NeighRequest : protected Pointers {
 public:
  int index;
  void *requestor;
  int requestor_instance;
  int id;
  int pair, fix, compute, command, neigh;
  int half, full;

  NeighRequest() = delete;
};

}  // namespace LAMMPS_NS

#endif
