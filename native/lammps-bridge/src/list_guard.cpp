// SPDX-License-Identifier: GPL-2.0-or-later
#include "list_guard.h"

#include "atom.h"
#include "group.h"
#include "neighbor.h"

using gapsharp::ListGuard;
using namespace LAMMPS_NS;

namespace {
const char WHY[] = ", so a many-body energy would be wrong; ";
}

std::string ListGuard::offence() {
  const std::string special = special_bonds();
  if (!special.empty()) return special;
  const std::string include = include_group();
  if (!include.empty() || !neighbor->exclude) return include;
  const std::string type = type_exclusion();
  if (!type.empty()) return type;
  const std::string group = group_exclusion();
  return group.empty() ? molecule_exclusion() : group;
}

bool ListGuard::ours(int i) const { return type_to_z_[atom->type[i]] > 0; }

bool ListGuard::any(bool here) const {
  int mine = here, all = 0;
  MPI_Allreduce(&mine, &all, 1, MPI_INT, MPI_MAX, world);
  return all != 0;
}

bool ListGuard::any_in_group(int group_index) const {
  const int bit = group->bitmask[group_index];
  bool found = false;
  for (int i = 0; i < atom->nlocal && !found; i++) found = (atom->mask[i] & bit) && ours(i);
  return any(found);
}

// Whether local atom i has a 1-2, 1-3 or 1-4 partner (kind 1, 2, 3) that is ours too, as far as this rank can see.
bool ListGuard::special_partner(int i, int kind) const {
  if (atom->molecular == Atom::TEMPLATE) return atom->molindex[i] >= 0;
  const int first = kind == 1 ? 0 : atom->nspecial[i][kind - 2];
  for (int k = first; k < atom->nspecial[i][kind - 1]; k++) {
    const int partner = atom->map(atom->special[i][k]);
    if (partner < 0 || ours(partner)) return true;
  }
  return false;
}

std::string ListGuard::special_bonds() const {
  if (atom->molecular == Atom::ATOMIC) return "";
  for (int kind = 1; kind <= 3; kind++) {
    if (neighbor->special_flag[kind] != 0) continue;
    bool found = false;
    for (int i = 0; i < atom->nlocal && !found; i++) found = ours(i) && special_partner(i, kind);
    if (any(found))
      return "special_bonds takes 1-" + std::to_string(kind + 1) +
             " partners of bonded atoms out of the neighbour list" + WHY +
             "use special_bonds lj/coul 1 1 1 (or 1e-50 in place of each 0 if another pair style needs the exclusion)";
  }
  return "";
}

std::string ListGuard::type_exclusion() const {
  for (int k = 0; k < neighbor->nex_type; k++) {
    const int i = neighbor->ex1_type[k], j = neighbor->ex2_type[k];
    if (type_to_z_[i] > 0 && type_to_z_[j] > 0)
      return "neigh_modify exclude type " + std::to_string(i) + " " + std::to_string(j) +
             " takes neighbours out of the list" + WHY +
             "use neigh_modify exclude none, or map one of the types to NULL";
  }
  return "";
}

std::string ListGuard::group_exclusion() const {
  for (int k = 0; k < neighbor->nex_group; k++) {
    const int i = neighbor->ex1_group[k], j = neighbor->ex2_group[k];
    const bool first = any_in_group(i), second = any_in_group(j);
    if (first && second)
      return std::string("neigh_modify exclude group ") + group->names[i] + " " + group->names[j] +
             " takes neighbours out of the list" + WHY +
             "use neigh_modify exclude none (to hold atoms still: fix setforce)";
  }
  return "";
}

std::string ListGuard::molecule_exclusion() const {
  for (int k = 0; k < neighbor->nex_mol; k++)
    if (any_in_group(neighbor->ex_mol_group[k]))
      return std::string("neigh_modify exclude molecule ") + group->names[neighbor->ex_mol_group[k]] +
             " takes neighbours out of the list" + WHY + "use neigh_modify exclude none";
  return "";
}

std::string ListGuard::include_group() const {
  if (!neighbor->includegroup) return "";
  const int bit = group->bitmask[neighbor->includegroup];
  bool found = false;
  for (int i = 0; i < atom->nlocal && !found; i++) found = !(atom->mask[i] & bit) && ours(i);
  if (!any(found)) return "";
  return std::string("neigh_modify include ") + group->names[neighbor->includegroup] +
         " leaves atoms of the potential out of the neighbour list" + WHY + "use neigh_modify include all";
}
