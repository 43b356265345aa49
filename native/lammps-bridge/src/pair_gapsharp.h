// pair_style gapsharp: Gaussian Approximation Potentials evaluated by libgapsharp.so.
// SPDX-License-Identifier: GPL-2.0-or-later
#ifndef GAPSHARP_BRIDGE_PAIR_GAPSHARP_H
#define GAPSHARP_BRIDGE_PAIR_GAPSHARP_H

#include <memory>
#include <string>
#include <vector>

#include "coefficients.h"
#include "model.h"
#include "pair.h"
#include "variance_output.h"

namespace LAMMPS_NS {

class PairGapSharp : public Pair {
 public:
  explicit PairGapSharp(class LAMMPS *);
  ~PairGapSharp() override;

  void settings(int, char **) override;
  void coeff(int, char **) override;
  void init_style() override;
  double init_one(int, int) override;
  void compute(int, int) override;
  void *extract(const char *, int &) override;
  void *extract_peratom(const char *, int &);  // virtual in Pair from 2022 on
  double memory_usage() override;

 private:
  void allocate();
  std::string read_model(const gapsharp::Coefficients &, std::unique_ptr<gapsharp::Model> &) const;
  void check_neighbour_list();
  const double *site_scale();
  int wanted(bool variance) const;
  [[noreturn]] void fail(const std::string &);
  [[noreturn]] void fail_here(const std::string &);

  // 2026 and later say when only the energy is wanted.
  template <typename P>
  static auto energy_only(const P *pair, int) -> decltype(bool(pair->eflag_only)) {
    return pair->eflag_only != 0;
  }
  template <typename P>
  static bool energy_only(const P *, long) {
    return false;
  }

  std::unique_ptr<gapsharp::Model> model_;
  gapsharp::Coefficients coefficients_;
  gapsharp::VarianceOutput variance_;
  int threads_;
  bool compression_;
  double unit_;                     // eV in the host's energy unit
  double **scale_;                  // [i][i]: factor of type i, set by fix adapt
  std::vector<double> site_scale_;  // [ntypes+1]
  bool list_unchecked_;
};

}  // namespace LAMMPS_NS

#endif
