// One potential held through the C ABI.
// SPDX-License-Identifier: GPL-2.0-or-later
#ifndef GAPSHARP_BRIDGE_MODEL_H
#define GAPSHARP_BRIDGE_MODEL_H

#include <memory>
#include <string>
#include <vector>

#include "library.h"

namespace gapsharp {

class Model {
 public:
  // Reads the potential at path, its kernels compressed or not. nullptr and one line in error if that fails.
  static std::unique_ptr<Model> read(const std::string &path, bool compression, std::string &error);
  ~Model();

  double cutoff() const { return cutoff_; }                         // A
  const std::vector<int32_t> &species() const { return species_; }  // atomic numbers; empty: any

  bool compression() const { return compression_; }

  // Both return "" or one line of text.
  std::string set_threads(int threads);
  std::string compute(gapsharp_compute_args &args) {
    return library_->compute(handle_, &args) == GAPSHARP_OK ? std::string() : library_->error_text();
  }

 private:
  Model(const Library *library, gapsharp_model *handle, bool compression)
      : library_(library), handle_(handle), compression_(compression), cutoff_(0.0) {}
  Model(const Model &) = delete;
  Model &operator=(const Model &) = delete;
  bool query();

  const Library *library_;
  gapsharp_model *handle_;
  bool compression_;
  double cutoff_;
  std::vector<int32_t> species_;
};

}  // namespace gapsharp

#endif
