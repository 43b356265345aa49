// libgapsharp.so, opened when the first potential is read, so that its absence is a message of the pair style.
// SPDX-License-Identifier: GPL-2.0-or-later
#ifndef GAPSHARP_BRIDGE_LIBRARY_H
#define GAPSHARP_BRIDGE_LIBRARY_H

#include <string>

#include "gapsharp.h"

namespace gapsharp {

// The functions of gapsharp.h that the bridge calls.
struct Library {
  decltype(&::gapsharp_abi_version) abi_version;
  decltype(&::gapsharp_last_error) last_error;
  decltype(&::gapsharp_create_with) create_with;
  decltype(&::gapsharp_destroy) destroy;
  decltype(&::gapsharp_cutoff) cutoff;
  decltype(&::gapsharp_species) species;
  decltype(&::gapsharp_set_num_threads) set_num_threads;
  decltype(&::gapsharp_compute) compute;

  // The library, opened once per process; nullptr and one line in error if it cannot be used.
  // Searched in LD_LIBRARY_PATH, then beside this binary, then in ../lib.
  static const Library *open(std::string &error);

  // This thread's last error text.
  std::string error_text() const;
};

}  // namespace gapsharp

#endif
