// SPDX-License-Identifier: GPL-2.0-or-later
#include "variance_output.h"

#include <algorithm>
#include <cstdlib>

#include "atom.h"
#include "memory.h"
#include "update.h"

using gapsharp::VarianceOutput;

VarianceOutput::~VarianceOutput() { memory->destroy(values_); }

void VarianceOutput::clear() {
  every_ = 0;
  name_.clear();
  column_ = -1;
}

std::string VarianceOutput::configure(const std::string &every, const std::string &name) {
  char *end = nullptr;
  const long steps = std::strtol(every.c_str(), &end, 10);
  if (every.empty() || *end != '\0' || steps < 1 || steps > 1000000000)
    return "variance every \"" + every + "\" steps; expected a whole number from 1";
  if (name.compare(0, 2, "d_") != 0 || name.size() < 3)
    return "variance into \"" + name + "\"; expected d_NAME, a vector of fix property/atom";
  every_ = static_cast<int>(steps);
  name_ = name.substr(2);
  return "";
}

std::string VarianceOutput::find_column() {
  if (every_ == 0) return "";
  int is_double = 0, columns = 0;
  column_ = atom->find_custom(name_.c_str(), is_double, columns);
  if (column_ >= 0 && is_double && columns == 0) return "";
  column_ = -1;
  return "there is no per-atom vector d_" + name_ + " for the variance; expected fix ID all property/atom d_" + name_ +
         " before the run";
}

bool VarianceOutput::wanted() const { return trigger != 0 || (every_ > 0 && update->ntimestep % every_ == 0); }

double *VarianceOutput::begin() {
  if (atom->nmax > size_) {
    size_ = atom->nmax;
    memory->grow(values_, size_, "pair:variance");
  }
  std::fill(values_, values_ + atom->nlocal, 0.0);
  return values_;
}

void VarianceOutput::finish() {
  if (column_ >= 0 && update->ntimestep % every_ == 0)
    std::copy(values_, values_ + atom->nlocal, atom->dvector[column_]);
}
