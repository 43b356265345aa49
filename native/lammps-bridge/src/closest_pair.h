// For error texts: which atoms of the neighbour list are closest, by the IDs that a user knows.
// SPDX-License-Identifier: GPL-2.0-or-later
#ifndef GAPSHARP_BRIDGE_CLOSEST_PAIR_H
#define GAPSHARP_BRIDGE_CLOSEST_PAIR_H

#include <string>

namespace LAMMPS_NS {
class Atom;
class NeighList;
}  // namespace LAMMPS_NS

namespace gapsharp {

// Such as "atom IDs 1 and 55 are closest, 0.01 A apart"; "" if no two atoms are neighbours.
std::string closest_pair(const LAMMPS_NS::Atom &atom, const LAMMPS_NS::NeighList &list);

}  // namespace gapsharp

#endif
