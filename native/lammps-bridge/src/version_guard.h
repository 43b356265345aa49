// A bridge built against another LAMMPS would load and then misbehave: classes have other layouts.
// SPDX-License-Identifier: GPL-2.0-or-later
#ifndef GAPSHARP_BRIDGE_VERSION_GUARD_H
#define GAPSHARP_BRIDGE_VERSION_GUARD_H

#include <string>

namespace gapsharp {

// "" if the running LAMMPS is the one this was built against, else one line that says what differs.
// lammps points to a LAMMPS instance; only LAMMPS' C interface is used on it.
std::string version_mismatch(void *lammps);

}  // namespace gapsharp

#endif
