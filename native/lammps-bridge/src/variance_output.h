// Predicted variance of each atom's energy: for `fix pair` where LAMMPS has it, and for a `fix property/atom` vector
// everywhere. SPDX-License-Identifier: GPL-2.0-or-later
#ifndef GAPSHARP_BRIDGE_VARIANCE_OUTPUT_H
#define GAPSHARP_BRIDGE_VARIANCE_OUTPUT_H

#include <string>

#include "pointers.h"

namespace gapsharp {

class VarianceOutput : protected LAMMPS_NS::Pointers {
 public:
  explicit VarianceOutput(LAMMPS_NS::LAMMPS *lmp)
      : Pointers(lmp), trigger(0), every_(0), column_(-1), values_(nullptr), size_(0) {}
  ~VarianceOutput() override;

  int trigger;  // set to 1 by fix pair before a step whose variance it wants

  // Asks for the variance every so many steps in d_NAME. Returns "" or one line of text.
  std::string configure(const std::string &every, const std::string &name);
  void clear();

  // Looks d_NAME up. Returns "" or one line of text.
  std::string find_column();

  bool wanted() const;
  double *begin();                      // zeroed [nlocal], for the library to add into
  void finish();                        // stores them in d_NAME if this is one of its steps
  double *values() { return values_; }  // [nlocal] of the last step computed, (energy unit)^2
  double memory_usage() const { return static_cast<double>(size_) * sizeof(double); }

 private:
  int every_;  // 0: not asked for
  std::string name_;
  int column_;
  double *values_;
  int size_;
};

}  // namespace gapsharp

#endif
