// Where LAMMPS versions differ, one name for each thing, chosen by what the host's headers offer.
// SPDX-License-Identifier: GPL-2.0-or-later
#ifndef GAPSHARP_BRIDGE_HOST_H
#define GAPSHARP_BRIDGE_HOST_H

#include "neigh_request.h"
#include "neighbor.h"
#include "pair.h"

// Qualified look-up takes LAMMPS' own REQ_FULL where there is one, and this one where there is none.
namespace LAMMPS_NS {
namespace NeighConst {
namespace gapsharp_fallback {
enum { REQ_FULL = 1 };
}
using namespace gapsharp_fallback;
}  // namespace NeighConst
}  // namespace LAMMPS_NS

namespace gapsharp {

// 2022 and later.
template <typename Neighbor>
auto request_full_list(Neighbor *neighbor, LAMMPS_NS::Pair *pair, int /*instance*/, int)
    -> decltype(neighbor->add_request(pair, 0), void()) {
  neighbor->add_request(pair, LAMMPS_NS::NeighConst::REQ_FULL);
}

// 2021.
template <typename Neighbor>
void request_full_list(Neighbor *neighbor, LAMMPS_NS::Pair *pair, int instance, long) {
  const int index = neighbor->request(pair, instance);
  neighbor->requests[index]->half = 0;
  neighbor->requests[index]->full = 1;
}

}  // namespace gapsharp

#endif
