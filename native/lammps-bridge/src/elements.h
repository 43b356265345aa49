// Chemical symbols and atomic numbers.
// SPDX-License-Identifier: GPL-2.0-or-later
#ifndef GAPSHARP_BRIDGE_ELEMENTS_H
#define GAPSHARP_BRIDGE_ELEMENTS_H

#include <string>

namespace gapsharp {

// Atomic number of a symbol such as "Na" (case matters), 0 if there is no such element.
int atomic_number(const std::string &symbol);

// Symbol of an atomic number, "Z=..." outside 1..118.
std::string element_symbol(int z);

}  // namespace gapsharp

#endif
