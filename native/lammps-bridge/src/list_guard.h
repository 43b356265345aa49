// Finds settings that take neighbours out of the list, which silently changes the energy of a many-body potential.
// SPDX-License-Identifier: GPL-2.0-or-later
#ifndef GAPSHARP_BRIDGE_LIST_GUARD_H
#define GAPSHARP_BRIDGE_LIST_GUARD_H

#include <cstdint>
#include <string>
#include <vector>

#include "pointers.h"

namespace gapsharp {

// Settings that do not touch atoms of the potential's own types are no offence: they may serve other styles of a
// hybrid.
class ListGuard : protected LAMMPS_NS::Pointers {
 public:
  ListGuard(LAMMPS_NS::LAMMPS *lmp, const std::vector<int32_t> &type_to_z) : Pointers(lmp), type_to_z_(type_to_z) {}

  // "" or one line that says what is wrong and what to do. Collective; the neighbour lists must have been built.
  std::string offence();

 private:
  bool ours(int atom_index) const;
  bool any(bool here) const;
  bool any_in_group(int group_index) const;
  bool special_partner(int atom_index, int kind) const;
  std::string special_bonds() const;
  std::string type_exclusion() const;
  std::string group_exclusion() const;
  std::string molecule_exclusion() const;
  std::string include_group() const;

  const std::vector<int32_t> &type_to_z_;
};

}  // namespace gapsharp

#endif
