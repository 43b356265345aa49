// Adds pair_style gapsharp to every LAMMPS instance of the launcher, `clear` included: this definition stands before
// liblammps' own in symbol look-up (the launcher exports it) and calls it.
// SPDX-License-Identifier: GPL-2.0-or-later
#include <dlfcn.h>

#include "error.h"
#include "force.h"
#include "pair_gapsharp.h"
#include "version_guard.h"

using namespace LAMMPS_NS;

static Pair *create_gapsharp(LAMMPS *lmp) { return new PairGapSharp(lmp); }

void Force::create_factories() {
  void *next = dlsym(RTLD_NEXT, "_ZN9LAMMPS_NS5Force16create_factoriesEv");
  if (!next)
    error->all(
        FLERR,
        std::string("lmp-gapsharp: liblammps has no Force::create_factories; expected a LAMMPS from 29Sep2021 on"));
  reinterpret_cast<void (*)(Force *)>(next)(this);
  const std::string mismatch = gapsharp::version_mismatch(lmp);
  if (!mismatch.empty()) error->all(FLERR, "lmp-gapsharp: " + mismatch);
  (*pair_map)["gapsharp"] = &create_gapsharp;
}
