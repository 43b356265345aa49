// Errors that one rank meets become errors of all ranks with one text: error->all is collective.
// SPDX-License-Identifier: GPL-2.0-or-later
#ifndef GAPSHARP_BRIDGE_COLLECTIVE_H
#define GAPSHARP_BRIDGE_COLLECTIVE_H

#include <mpi.h>

#include <string>

namespace gapsharp {

// The text of the lowest rank whose text is not "", or "" if all are. Collective.
inline std::string agree(MPI_Comm world, const std::string &text) {
  int rank = 0, size = 1;
  MPI_Comm_rank(world, &rank);
  MPI_Comm_size(world, &size);
  const int mine = text.empty() ? size : rank;
  int first = size;
  MPI_Allreduce(const_cast<int *>(&mine), &first, 1, MPI_INT, MPI_MIN, world);
  if (first == size) return "";
  int length = static_cast<int>(text.size());
  MPI_Bcast(&length, 1, MPI_INT, first, world);
  std::string agreed = text;
  agreed.resize(length);
  MPI_Bcast(&agreed[0], length, MPI_CHAR, first, world);
  return agreed;
}

}  // namespace gapsharp

#endif
