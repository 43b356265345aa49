// Entry point of gapsharpplugin.so for `plugin load` and LAMMPS_PLUGIN_PATH.
// SPDX-License-Identifier: GPL-2.0-or-later
#include "error.h"
#include "lammps.h"
#include "pair_gapsharp.h"
#include "plugin_abi.h"
#include "version_guard.h"

using namespace LAMMPS_NS;

static void *create_pair(void *lmp) { return static_cast<Pair *>(new PairGapSharp(static_cast<LAMMPS *>(lmp))); }

extern "C" void lammpsplugin_init(void *host, void *handle, void *register_function) {
  LAMMPS *lmp = static_cast<LAMMPS *>(host);
  const std::string mismatch = gapsharp::version_mismatch(host);
  if (!mismatch.empty()) lmp->error->all(FLERR, "gapsharpplugin.so: " + mismatch);

  lammpsplugin_t plugin;
  plugin.version = lmp->version;
  plugin.style = "pair";
  plugin.name = "gapsharp";
  plugin.info = "GapSharp, Gaussian Approximation Potentials";
  plugin.author = "the GapSharp developers";
  plugin.creator.v1 = &create_pair;
  plugin.handle = handle;
  reinterpret_cast<lammpsplugin_regfunc>(register_function)(&plugin, host);
}
