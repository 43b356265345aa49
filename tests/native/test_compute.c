/* test_compute.c - gapsharp_compute, the host's way in: numbers against the formulas of pair_model, and refusals that touch nothing.
 *
 * SPDX-License-Identifier: MIT */
#include "check.h"
#include "pair_model.h"

#include <limits.h>
#include <stddef.h>

#define ATOMS 40

static struct pair_cluster cluster;
static struct pair_list list;
static gapsharp_compute_args args;
static struct { double f[3 * ATOMS], eatom[ATOMS], vatom[6 * ATOMS], cvatom[9 * ATOMS], variance[ATOMS], energy, virial[6]; } out;

/* Every output holds a value that no evaluation would write. */
static void prepare(void) {
  double *value = (double *)&out;
  pair_make_cluster(&cluster, ATOMS, 7);
  pair_solve(&cluster, 1.0);
  pair_prepare(&args, &list, &cluster);
  for (size_t k = 0; k < sizeof out / sizeof(double); k++)
    value[k] = 1000.0;
  args.f = out.f;
  args.eatom = out.eatom;
  args.vatom = out.vatom;
  args.cvatom = out.cvatom;
  args.variance = out.variance;
  args.energy = &out.energy;
  args.virial = out.virial;
}

static int untouched(void) {
  const double *value = (const double *)&out;
  for (size_t k = 0; k < sizeof out / sizeof(double); k++)
    if (value[k] != 1000.0)
      return 0;
  return 1;
}

static void zero(void) { memset(&out, 0, sizeof out); }

/* Row and column of the components in the header's order. */
static const int row[9] = {0, 1, 2, 0, 0, 1, 1, 2, 2}, column[9] = {0, 1, 2, 1, 2, 2, 0, 0, 1};

static void check_numbers(double offset) {
  CHECK_CLOSE(out.energy, cluster.energy, 1e-10);
  for (int k = 0; k < 6; k++)
    CHECK_CLOSE(out.virial[k], cluster.virial[3 * row[k] + column[k]], 1e-10);
  for (int i = 0; i < ATOMS; i++) {
    CHECK_CLOSE(out.eatom[i] - offset, cluster.local_energy[i], 1e-10);
    CHECK_CLOSE(out.variance[i] - offset, cluster.variance[i], 1e-10);
    for (int k = 0; k < 3; k++)
      CHECK_CLOSE(out.f[3 * i + k] - offset, cluster.forces[3 * i + k], 1e-10);
    for (int k = 0; k < 9; k++)
      CHECK_CLOSE(out.cvatom[9 * i + k] - offset, cluster.local_virial[9 * i + 3 * row[k] + column[k]], 1e-10);
  }
}

static void numbers_are_the_formulas_and_are_added(void) {
  gapsharp_model *model = pair_open(1.0);
  prepare();
  CHECK_OK(gapsharp_compute(model, &args));
  check_numbers(1000.0);
  zero();
  CHECK_OK(gapsharp_compute(model, &args));
  check_numbers(0.0);
  for (int k = 0; k < 6; k++) {
    double sum = 0.0;
    for (int i = 0; i < ATOMS; i++)
      sum += out.vatom[6 * i + k];
    CHECK_CLOSE(sum, out.virial[k], 1e-10);
  }
  CHECK_OK(gapsharp_destroy(model));
}

static void only_what_is_asked_for_is_written(void) {
  gapsharp_model *model = pair_open(1.0);
  prepare();
  args.flags = GAPSHARP_ENERGY;
  CHECK_OK(gapsharp_compute(model, &args));
  CHECK_CLOSE(out.energy, cluster.energy, 1e-10);
  out.energy = 1000.0;
  CHECK(untouched());
  args.flags = 0;
  CHECK_OK(gapsharp_compute(model, &args));
  CHECK(untouched());
  args.flags = 127;
  args.f = args.eatom = args.vatom = args.cvatom = args.variance = args.energy = args.virial = NULL;
  CHECK_OK(gapsharp_compute(model, &args));
  CHECK(untouched());
  CHECK_OK(gapsharp_destroy(model));
}

/* One half of the atoms as locals of this "rank", the other as its ghosts, then the other way round: together the whole. */
static void ghosts_share_the_work(void) {
  gapsharp_model *model = pair_open(1.0);
  double energy = 0.0, virial[6] = {0.0};
  prepare();
  zero();
  args.nlocal = ATOMS;
  for (int half = 0; half < 2; half++) {
    args.inum = ATOMS / 2;
    args.ilist = list.ilist + half * (ATOMS / 2);
    if (half == 0) { /* the centres come first: the rest can be ghosts in earnest */
      args.nlocal = ATOMS / 2;
      args.nghost = ATOMS / 2;
    } else {
      args.nlocal = ATOMS;
      args.nghost = 0;
    }
    CHECK_OK(gapsharp_compute(model, &args));
    energy += out.energy;
    for (int k = 0; k < 6; k++)
      virial[k] += out.virial[k];
  }
  out.energy = energy;
  memcpy(out.virial, virial, sizeof virial);
  check_numbers(0.0);
  CHECK_OK(gapsharp_destroy(model));
}

static void mask_bits_are_removed(void) {
  gapsharp_model *model = pair_open(1.0);
  prepare();
  zero();
  for (int i = 0; i < ATOMS; i++)
    for (int k = 0; k < list.numneigh[i]; k++)
      list.firstneigh[i][k] |= (k % 4) << 30;
  CHECK_OK(gapsharp_compute(model, &args));
  check_numbers(0.0);
  CHECK_OK(gapsharp_destroy(model));
}

/* Atoms of a type that maps to 0 are not there: the rest is a smaller cluster. */
static void ignored_types_take_no_part(void) {
  gapsharp_model *model = pair_open(1.0);
  prepare();
  zero();
  for (int i = ATOMS / 2; i < ATOMS; i++)
    list.type[i] = 2;
  cluster.count = ATOMS / 2;
  pair_solve(&cluster, 1.0);
  for (int i = ATOMS / 2; i < ATOMS; i++)
    cluster.local_energy[i] = cluster.variance[i] = 0.0;
  CHECK_OK(gapsharp_compute(model, &args));
  check_numbers(0.0);
  CHECK_OK(gapsharp_destroy(model));
}

static void scale_multiplies_the_centre_s_share(void) {
  const double scale[3] = {0.0, 0.25, 4.0};
  gapsharp_model *model = pair_open(1.0);
  double scaled = 0.0;
  prepare();
  zero();
  list.type_to_z[2] = 11;
  args.scale = scale;
  for (int i = 0; i < ATOMS; i++) {
    list.type[i] = 1 + i % 2;
    cluster.local_energy[i] *= scale[list.type[i]];
    cluster.variance[i] *= scale[list.type[i]] * scale[list.type[i]];
    scaled += cluster.local_energy[i];
  }
  CHECK_OK(gapsharp_compute(model, &args));
  CHECK_CLOSE(out.energy, scaled, 1e-10);
  for (int i = 0; i < ATOMS; i++) {
    CHECK_CLOSE(out.eatom[i], cluster.local_energy[i], 1e-10);
    CHECK_CLOSE(out.variance[i], cluster.variance[i], 1e-10);
  }
  CHECK_OK(gapsharp_destroy(model));
}

static void a_rank_without_atoms_gets_zeros(void) {
  gapsharp_model *model = pair_open(1.0);
  prepare();
  args.nlocal = args.nghost = args.inum = args.ntypes = 0;
  args.x = NULL;
  args.type = args.type_to_z = args.ilist = args.numneigh = NULL;
  args.firstneigh = NULL;
  CHECK_OK(gapsharp_compute(model, &args));
  CHECK(out.energy == 0.0 && out.virial[0] == 0.0 && out.virial[5] == 0.0);
  CHECK(out.f[0] == 1000.0);
  CHECK_OK(gapsharp_destroy(model));
}

static gapsharp_model *victim;

static void refuse(int status, const char *text) {
  CHECK_ERROR(gapsharp_compute(victim, &args), status, text);
  CHECK(untouched());
  prepare();
}

static void wrong_arguments_are_refused_and_touch_nothing(void) {
  const double bad_scale[3] = {1.0, NAN, 1.0};
  victim = pair_open(1.0);
  prepare();
  CHECK_ERROR(gapsharp_compute(victim, NULL), GAPSHARP_ERROR_ARGUMENT, "args is NULL");
#define REFUSE(change, status, text) change, refuse(GAPSHARP_ERROR_##status, text)
  REFUSE(args.struct_size = 8, ARGUMENT, "struct_size of gapsharp_compute_args is 8");
  REFUSE(args.struct_size = INT_MIN, ARGUMENT, "struct_size");
  REFUSE(args.flags = 128, ARGUMENT, "flags is 128");
  REFUSE(args.flags = -1, ARGUMENT, "flags is -1");
  REFUSE(args.nlocal = -1, ARGUMENT, "nlocal is -1");
  REFUSE(args.nghost = -1, ARGUMENT, "nghost is -1");
  REFUSE(args.nghost = INT_MAX, ARGUMENT, "nghost is 2147483647");
  REFUSE(args.inum = -1, ARGUMENT, "inum is -1");
  REFUSE(args.inum = ATOMS + 1, ARGUMENT, "inum is 41, expected 0 to 40");
  REFUSE(args.reserved = 1, ARGUMENT, "reserved is 1");
  REFUSE(args.ntypes = 0, ARGUMENT, "ntypes is 0");
  REFUSE(args.x = NULL, ARGUMENT, "x is NULL");
  REFUSE(args.type = NULL, ARGUMENT, "type is NULL");
  REFUSE(args.type_to_z = NULL, ARGUMENT, "type_to_z is NULL");
  REFUSE(args.ilist = NULL, ARGUMENT, "ilist is NULL");
  REFUSE(args.numneigh = NULL, ARGUMENT, "numneigh is NULL");
  REFUSE(args.firstneigh = NULL, ARGUMENT, "firstneigh is NULL");
  REFUSE(list.type[3] = 0, ARGUMENT, "type of atom 3 is 0, expected 1 to 2");
  REFUSE(list.type[3] = 3, ARGUMENT, "type of atom 3 is 3");
  REFUSE(list.type_to_z[1] = -1, ARGUMENT, "type_to_z[1] is -1");
  REFUSE(list.type_to_z[2] = 119, ARGUMENT, "type_to_z[2] is 119");
  REFUSE(list.ilist[2] = -1, ARGUMENT, "ilist[2] is -1");
  REFUSE(list.ilist[2] = ATOMS, ARGUMENT, "ilist[2] is 40, expected 0 to 39");
  REFUSE(list.numneigh[5] = -1, ARGUMENT, "numneigh[5] is -1");
  REFUSE(list.firstneigh[5] = NULL, ARGUMENT, "firstneigh[5] is NULL");
  REFUSE(list.firstneigh[5][7] = ATOMS, ARGUMENT, "neighbour 7 of atom 5 is atom 40, expected 0 to 39");
  REFUSE((list.firstneigh[5][7] = -1, args.neigh_mask = -1), ARGUMENT, "neighbour 7 of atom 5 is atom -1");
  REFUSE(args.scale = bad_scale, ARGUMENT, "scale[1] is NaN");
  REFUSE(cluster.x[4] = NAN, ARGUMENT, "position of atom 1 has y = NaN");
  REFUSE(cluster.x[3 * ATOMS - 1] = INFINITY, ARGUMENT, "position of atom 39 has z = ");
  REFUSE(memcpy(cluster.x, cluster.x + 3, 3 * sizeof(double)), NUMERIC, "coincide");
  REFUSE((list.type[6] = 2, list.type_to_z[2] = 14), SPECIES, "atom 6 is Si (Z=14), expected one of Na");
  CHECK_OK(gapsharp_compute(victim, &args)); /* and the model is none the worse */
  CHECK_CLOSE(out.energy, cluster.energy, 1e-10);
  CHECK_OK(gapsharp_destroy(victim));
}

int main(void) {
  RUN(numbers_are_the_formulas_and_are_added);
  RUN(only_what_is_asked_for_is_written);
  RUN(ghosts_share_the_work);
  RUN(mask_bits_are_removed);
  RUN(ignored_types_take_no_part);
  RUN(scale_multiplies_the_centre_s_share);
  RUN(a_rank_without_atoms_gets_zeros);
  RUN(wrong_arguments_are_refused_and_touch_nothing);
  return check_summary();
}
