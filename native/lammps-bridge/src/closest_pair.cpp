// SPDX-License-Identifier: GPL-2.0-or-later
#include "closest_pair.h"

#include <cmath>
#include <cstdio>
#include <limits>

#include "atom.h"
#include "neigh_list.h"

std::string gapsharp::closest_pair(const LAMMPS_NS::Atom &atom, const LAMMPS_NS::NeighList &list) {
  double smallest = std::numeric_limits<double>::infinity();
  int first = -1, second = -1;
  for (int ii = 0; ii < list.inum; ii++) {
    const int i = list.ilist[ii];
    for (int jj = 0; jj < list.numneigh[i]; jj++) {
      const int j = list.firstneigh[i][jj] & NEIGHMASK;
      double squared = 0.0;
      for (int k = 0; k < 3; k++) squared += (atom.x[j][k] - atom.x[i][k]) * (atom.x[j][k] - atom.x[i][k]);
      if (!(squared < smallest)) continue;
      smallest = squared;
      first = i;
      second = j;
    }
  }
  if (first < 0 || !atom.tag) return "";
  char distance[32];
  std::snprintf(distance, sizeof(distance), "%.3g", std::sqrt(smallest));
  return "atom IDs " + std::to_string(atom.tag[first]) + " and " + std::to_string(atom.tag[second]) + " are closest, " +
         distance + " A apart";
}
