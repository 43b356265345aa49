// SPDX-License-Identifier: GPL-2.0-or-later
#include "library.h"

#include <dlfcn.h>

namespace {

const char NAME[] = "libgapsharp.so";

template <typename Function>
bool resolve(void *handle, const char *name, Function &function, std::string &error) {
  function = reinterpret_cast<Function>(dlsym(handle, name));
  if (function) return true;
  error = std::string(NAME) + " has no function " + name + "; expected the " + NAME + " that came with this bridge";
  return false;
}

bool fill(void *handle, gapsharp::Library &library, std::string &error) {
  if (!resolve(handle, "gapsharp_abi_version", library.abi_version, error)) return false;
  int32_t version = 0;
  if (library.abi_version(&version) != GAPSHARP_OK || version != GAPSHARP_ABI_VERSION) {
    error = std::string(NAME) + " has interface version " + std::to_string(version) + "; expected " +
            std::to_string(GAPSHARP_ABI_VERSION);
    return false;
  }
  return resolve(handle, "gapsharp_last_error", library.last_error, error) &&
         resolve(handle, "gapsharp_create_with", library.create_with, error) &&
         resolve(handle, "gapsharp_destroy", library.destroy, error) &&
         resolve(handle, "gapsharp_cutoff", library.cutoff, error) &&
         resolve(handle, "gapsharp_species", library.species, error) &&
         resolve(handle, "gapsharp_set_num_threads", library.set_num_threads, error) &&
         resolve(handle, "gapsharp_compute", library.compute, error);
}

}  // namespace

const gapsharp::Library *gapsharp::Library::open(std::string &error) {
  static Library library;
  static bool ready = false;
  if (ready) return &library;
  // NODELETE: the library carries a runtime of its own that cannot be unloaded.
  void *handle = dlopen(NAME, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
  if (!handle) {
    const char *reason = dlerror();
    error =
        std::string(NAME) + " cannot be loaded (" + (reason ? reason : "unknown reason") +
        "); put it beside gapsharpplugin.so or into ../lib beside lmp-gapsharp, or name its folder in LD_LIBRARY_PATH";
    return nullptr;
  }
  ready = fill(handle, library, error);
  return ready ? &library : nullptr;
}

std::string gapsharp::Library::error_text() const {
  char text[4096] = "";
  if (last_error(text, sizeof(text)) != GAPSHARP_OK || text[0] == '\0') return "unknown error";
  return text;
}
