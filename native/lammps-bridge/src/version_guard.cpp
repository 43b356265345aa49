// SPDX-License-Identifier: GPL-2.0-or-later
#include "version_guard.h"

#include "lmptype.h"

#ifndef GAPSHARP_LAMMPS_VERSION
#error "define GAPSHARP_LAMMPS_VERSION as the date of the LAMMPS headers, such as 20210929"
#endif

extern "C" {
int lammps_version(void *handle);
int lammps_extract_setting(void *handle, const char *keyword);
}

namespace {

std::string size_mismatch(void *lammps, const char *type, int built) {
  const int host = lammps_extract_setting(lammps, type);
  if (host == built) return "";
  return std::string("this LAMMPS has a ") + type + " of " + std::to_string(host) + " bytes; expected " +
         std::to_string(built) + ", with which gapsharp was built (rebuild it with this LAMMPS' settings)";
}

}  // namespace

std::string gapsharp::version_mismatch(void *lammps) {
  const int host = lammps_version(lammps);
  if (host != GAPSHARP_LAMMPS_VERSION)
    return "this LAMMPS is version " + std::to_string(host) + "; expected " + std::to_string(GAPSHARP_LAMMPS_VERSION) +
           ", against which gapsharp was built (rebuild native/lammps-bridge against this LAMMPS)";
  const std::string tag = size_mismatch(lammps, "tagint", sizeof(LAMMPS_NS::tagint));
  return tag.empty() ? size_mismatch(lammps, "bigint", sizeof(LAMMPS_NS::bigint)) : tag;
}
