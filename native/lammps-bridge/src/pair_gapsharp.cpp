// SPDX-License-Identifier: GPL-2.0-or-later
#include "pair_gapsharp.h"

#include <cstdlib>
#include <cstring>

#include "atom.h"
#include "closest_pair.h"
#include "collective.h"
#include "comm.h"
#include "error.h"
#include "force.h"
#include "host.h"
#include "list_guard.h"
#include "memory.h"
#include "neigh_list.h"
#include "update.h"

using namespace LAMMPS_NS;

PairGapSharp::PairGapSharp(LAMMPS *lmp)
    : Pair(lmp), variance_(lmp), threads_(1), compression_(true), unit_(1.0), scale_(nullptr), list_unchecked_(true) {
  single_enable = 0;  // many-body: no energy of a pair alone
  restartinfo = 0;
  one_coeff = 1;
  manybody_flag = 1;
  centroidstressflag = CENTROID_AVAIL;
  unit_convert_flag = utils::get_supported_conversions(utils::ENERGY);
}

PairGapSharp::~PairGapSharp() {
  if (copymode || !allocated) return;
  memory->destroy(setflag);
  memory->destroy(cutsq);
  memory->destroy(scale_);
}

void PairGapSharp::fail(const std::string &text) { error->all(FLERR, "pair_style gapsharp: " + text); }

// An error of this rank alone, in an evaluation. The library counts atoms as LAMMPS does inside; a user knows their
// IDs.
void PairGapSharp::fail_here(const std::string &text) {
  const std::string closest = gapsharp::closest_pair(*atom, *list);
  const std::string full = text + " (atoms counted from 0 on this rank" + (closest.empty() ? "" : "; " + closest) + ")";
  if (comm->nprocs == 1) fail(full);
  error->one(FLERR, "pair_style gapsharp: " + full);
}

void PairGapSharp::allocate() {
  const int n = atom->ntypes + 1;
  memory->create(setflag, n, n, "pair:setflag");
  memory->create(cutsq, n, n, "pair:cutsq");
  memory->create(scale_, n, n, "pair:scale");
  for (int i = 0; i < n; i++)
    for (int j = 0; j < n; j++) {
      setflag[i][j] = 0;
      cutsq[i][j] = 0.0;
      scale_[i][j] = 1.0;
    }
  map = new int[n];
  site_scale_.assign(n, 1.0);
  allocated = 1;
}

void PairGapSharp::settings(int narg, char **arg) {
  int threads = 1;
  bool compression = true;
  variance_.clear();
  for (int i = 0; i < narg;) {
    const std::string key = arg[i];
    if (key == "threads" && i + 1 < narg) {
      char *end = nullptr;
      const long value = std::strtol(arg[i + 1], &end, 10);
      if (*end != '\0' || value < 1 || value > 256)
        fail(std::string("threads \"") + arg[i + 1] + "\"; expected a whole number from 1 to 256");
      threads = static_cast<int>(value);
      i += 2;
    } else if (key == "compression" && i + 1 < narg) {
      const std::string value = arg[i + 1];
      if (value != "yes" && value != "no") fail("compression \"" + value + "\"; expected yes or no");
      compression = value == "yes";
      i += 2;
    } else if (key == "variance" && i + 2 < narg) {
      const std::string wrong = variance_.configure(arg[i + 1], arg[i + 2]);
      if (!wrong.empty()) fail(wrong);
      i += 3;
    } else {
      fail("\"" + key + "\"; expected `pair_style gapsharp [threads N] [compression yes|no] [variance EVERY d_NAME]`");
    }
  }
  threads_ = threads;
  compression_ = compression;
  if (!model_) return;
  // The style was given again, without pair_coeff: compression is chosen when the potential is read.
  std::unique_ptr<gapsharp::Model> model;
  const bool again = compression_ != model_->compression();
  const std::string wrong =
      gapsharp::agree(world, again ? read_model(coefficients_, model) : model_->set_threads(threads_));
  if (!wrong.empty()) fail(wrong);
  if (again) model_ = std::move(model);
}

void PairGapSharp::coeff(int narg, char **arg) {
  gapsharp::Coefficients coefficients;
  std::string wrong = gapsharp::parse_coefficients(narg, arg, atom->ntypes, coefficients);
  std::unique_ptr<gapsharp::Model> model;
  if (wrong.empty()) wrong = gapsharp::agree(world, read_model(coefficients, model));
  if (!wrong.empty()) fail(wrong);
  model_ = std::move(model);
  coefficients_ = coefficients;

  if (!allocated) allocate();
  std::vector<char *> symbols;
  for (std::string &symbol : coefficients.symbols) symbols.push_back(&symbol[0]);
  map_element2type(atom->ntypes, symbols.data());
}

// Reads the potential on this rank. Returns "" or one line of text.
std::string PairGapSharp::read_model(const gapsharp::Coefficients &c, std::unique_ptr<gapsharp::Model> &model) const {
  const std::string path = utils::get_potential_file_path(c.file);
  if (path.empty())
    return "potential " + c.file + " cannot be read; expected a readable file here or in LAMMPS_POTENTIALS";
  std::string wrong = gapsharp::check_label(path, c.label);
  if (!wrong.empty()) return wrong;
  model = gapsharp::Model::read(path, compression_, wrong);
  if (!model) return wrong;
  wrong = gapsharp::check_species(c, model->species());
  return wrong.empty() ? model->set_threads(threads_) : wrong;
}

void PairGapSharp::init_style() {
  const std::string units = update->unit_style;
  if (units == "metal")
    unit_ = 1.0;
  else if (units == "real")
    unit_ = utils::get_conversion_factor(utils::ENERGY, utils::METAL2REAL);
  else
    fail("units " + units + "; expected units metal or units real");
  if (!force->newton_pair) fail("newton pair is off; expected newton on (ghost atoms carry forces)");
  const std::string wrong = variance_.find_column();
  if (!wrong.empty()) fail(wrong);
  gapsharp::request_full_list(neighbor, this, instance_me, 0);
  list_unchecked_ = true;
}

double PairGapSharp::init_one(int i, int j) {
  if (setflag[i][j] == 0) error->all(FLERR, std::string("All pair coeffs are not set"));
  scale_[j][i] = scale_[i][j];
  return model_->cutoff();
}

// Once per run, when the lists are there: `rerun` does not call setup().
void PairGapSharp::check_neighbour_list() {
  list_unchecked_ = false;
  const std::string wrong = gapsharp::ListGuard(lmp, coefficients_.type_to_z).offence();
  if (!wrong.empty()) fail(wrong);
}

// Factor of each type's local energies: unit conversion times fix adapt's scale; null if all are 1.
const double *PairGapSharp::site_scale() {
  bool one = true;
  for (int i = 1; i <= atom->ntypes; i++) {
    site_scale_[i] = unit_ * scale_[i][i];
    one = one && site_scale_[i] == 1.0;
    for (int j = i + 1; j <= atom->ntypes; j++)
      if (scale_[i][j] != 1.0 && scale_[i][j] != scale_[i][i] && scale_[i][j] != scale_[j][j])
        fail("scale of types " + std::to_string(i) + " " + std::to_string(j) +
             " differs from both types' own; expected scale " + std::to_string(i) + " " + std::to_string(i) +
             " (a local energy belongs to one type, not to a pair)");
  }
  return one ? nullptr : site_scale_.data();
}

int PairGapSharp::wanted(bool variance) const {
  int flags = energy_only(this, 0) && !vflag_fdotr ? 0 : GAPSHARP_FORCES;
  if (eflag_global) flags |= GAPSHARP_ENERGY;
  if (eflag_atom) flags |= GAPSHARP_ENERGY_ATOM;
  if (vflag_global) flags |= GAPSHARP_VIRIAL;
  if (vflag_atom) flags |= GAPSHARP_VIRIAL_ATOM;
  if (cvflag_atom) flags |= GAPSHARP_CVIRIAL_ATOM;
  if (variance) flags |= GAPSHARP_VARIANCE;
  return flags;
}

void PairGapSharp::compute(int eflag, int vflag) {
  ev_init(eflag, vflag);
  if (list_unchecked_) check_neighbour_list();

  const double *scale = site_scale();
  const bool variance = variance_.wanted();
  double energy = 0.0, total_virial[6] = {0.0, 0.0, 0.0, 0.0, 0.0, 0.0};
  double *variances = variance ? variance_.begin() : nullptr;

  if (list->inum > 0) {
    gapsharp_compute_args args;
    std::memset(&args, 0, sizeof(args));
    args.struct_size = sizeof(args);
    args.flags = wanted(variance);
    args.nlocal = atom->nlocal;
    args.nghost = atom->nghost;
    args.inum = list->inum;
    args.neigh_mask = NEIGHMASK;
    args.ntypes = atom->ntypes;
    args.x = atom->x[0];
    args.type = atom->type;
    args.type_to_z = coefficients_.type_to_z.data();
    args.ilist = list->ilist;
    args.numneigh = list->numneigh;
    args.firstneigh = list->firstneigh;
    args.scale = scale;
    args.f = (args.flags & GAPSHARP_FORCES) ? atom->f[0] : nullptr;
    args.eatom = eflag_atom ? eatom : nullptr;
    args.vatom = vflag_atom ? vatom[0] : nullptr;
    args.cvatom = cvflag_atom ? cvatom[0] : nullptr;
    args.variance = variances;
    args.energy = eflag_global ? &energy : nullptr;
    args.virial = vflag_global ? total_virial : nullptr;

    const std::string wrong = model_->compute(args);
    if (!wrong.empty()) fail_here(wrong);
  }

  if (variance) variance_.finish();
  if (eflag_global) eng_vdwl += energy;
  if (vflag_global)
    for (int k = 0; k < 6; k++) virial[k] += total_virial[k];
  if (vflag_fdotr) virial_fdotr_compute();
}

void *PairGapSharp::extract(const char *name, int &dim) {
  dim = 2;
  if (std::strcmp(name, "scale") == 0) return scale_;
  dim = 0;
  if (std::strcmp(name, "variance_flag") == 0) return &variance_.trigger;
  return nullptr;
}

void *PairGapSharp::extract_peratom(const char *name, int &columns) {
  columns = 0;
  return std::strcmp(name, "variance") == 0 ? variance_.values() : nullptr;
}

double PairGapSharp::memory_usage() {
  const double n = atom->ntypes + 1;
  return Pair::memory_usage() + variance_.memory_usage() + n * n * (2.0 * sizeof(double) + sizeof(int));
}
