/* test_evaluate.c - gapsharp_evaluate: numbers against the formulas of pair_model, and refusals that touch nothing.
 *
 * SPDX-License-Identifier: MIT */
#include "check.h"
#include "pair_model.h"

#include <limits.h>
#include <stddef.h>

#define ATOMS 40

static struct pair_cluster cluster;
static gapsharp_evaluate_args args;
static int32_t numbers[ATOMS];
static double cell[9];
static struct { double energy, forces[3 * ATOMS], local_energy[ATOMS], virial[9], local_virial[9 * ATOMS], variance[ATOMS]; } out;

static void prepare(void) {
  double *value = (double *)&out;
  const double box[9] = {40.0, 0.0, 0.0, 3.0, 45.0, 0.0, -2.0, 1.0, 50.0};
  pair_make_cluster(&cluster, ATOMS, 11);
  pair_solve(&cluster, 1.0);
  memcpy(cell, box, sizeof cell);
  for (size_t k = 0; k < sizeof out / sizeof(double); k++)
    value[k] = 1000.0;
  for (int i = 0; i < ATOMS; i++)
    numbers[i] = 11;
  memset(&args, 0, sizeof args);
  args.struct_size = (int32_t)sizeof args;
  args.flags = GAPSHARP_ENERGY | GAPSHARP_ENERGY_ATOM | GAPSHARP_FORCES | GAPSHARP_VIRIAL | GAPSHARP_CVIRIAL_ATOM | GAPSHARP_VARIANCE;
  args.natoms = ATOMS;
  args.positions = cluster.x;
  args.numbers = numbers;
  args.energy = &out.energy;
  args.forces = out.forces;
  args.local_energy = out.local_energy;
  args.virial = out.virial;
  args.local_virial = out.local_virial;
  args.variance = out.variance;
}

static int untouched(void) {
  const double *value = (const double *)&out;
  for (size_t k = 0; k < sizeof out / sizeof(double); k++)
    if (value[k] != 1000.0)
      return 0;
  return 1;
}

static void check_numbers(void) {
  CHECK_CLOSE(out.energy, cluster.energy, 1e-10);
  for (int k = 0; k < 9; k++)
    CHECK_CLOSE(out.virial[k], cluster.virial[k], 1e-10);
  for (int k = 0; k < 3 * ATOMS; k++)
    CHECK_CLOSE(out.forces[k], cluster.forces[k], 1e-10);
  for (int k = 0; k < ATOMS; k++) {
    CHECK_CLOSE(out.local_energy[k], cluster.local_energy[k], 1e-10);
    CHECK_CLOSE(out.variance[k], cluster.variance[k], 1e-10);
  }
  for (int k = 0; k < 9 * ATOMS; k++)
    CHECK_CLOSE(out.local_virial[k], cluster.local_virial[k], 1e-10);
}

static void numbers_are_the_formulas(void) {
  gapsharp_model *model = pair_open(1.0);
  prepare();
  CHECK_OK(gapsharp_evaluate(model, &args));
  check_numbers();
  prepare(); /* the same in a periodic, triclinic box with room around the cluster */
  args.cell = cell;
  args.pbc[0] = args.pbc[1] = args.pbc[2] = 1;
  CHECK_OK(gapsharp_evaluate(model, &args));
  check_numbers();
  CHECK_OK(gapsharp_destroy(model));
}

/* One atom in a periodic cell smaller than the cutoff sees only its own images. */
static void images_of_one_atom_count(void) {
  gapsharp_model *model = pair_open(1.0);
  const double a = 3.2;
  const double chain[9] = {a, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0};
  struct pair_cluster three;
  prepare();
  args.natoms = 1;
  args.cell = chain;
  args.pbc[0] = 1;
  CHECK_OK(gapsharp_evaluate(model, &args));
  memset(&three, 0, sizeof three); /* its two neighbours in the chain, as atoms; the middle one has the same local energy */
  three.count = 3;
  three.x[3] = a;
  three.x[6] = 2.0 * a;
  pair_solve(&three, 1.0);
  CHECK_CLOSE(out.energy, three.local_energy[1], 1e-12);
  CHECK_CLOSE(out.forces[0], 0.0, 1e-12);
  CHECK_OK(gapsharp_destroy(model));
}

static void only_what_is_asked_for_is_written(void) {
  gapsharp_model *model = pair_open(1.0);
  prepare();
  args.flags = GAPSHARP_ENERGY;
  CHECK_OK(gapsharp_evaluate(model, &args));
  CHECK_CLOSE(out.energy, cluster.energy, 1e-10);
  out.energy = 1000.0;
  CHECK(untouched());
  args.flags = GAPSHARP_ENERGY | GAPSHARP_FORCES | GAPSHARP_VIRIAL;
  args.energy = args.forces = args.virial = NULL;
  CHECK_OK(gapsharp_evaluate(model, &args));
  CHECK(untouched());
  CHECK_OK(gapsharp_destroy(model));
}

static gapsharp_model *victim;

static void refuse(int status, const char *text) {
  CHECK_ERROR(gapsharp_evaluate(victim, &args), status, text);
  CHECK(untouched());
  prepare();
}

static void wrong_arguments_are_refused_and_touch_nothing(void) {
  victim = pair_open(1.0);
  prepare();
  CHECK_ERROR(gapsharp_evaluate(victim, NULL), GAPSHARP_ERROR_ARGUMENT, "args is NULL");
#define REFUSE(change, status, text) change, refuse(GAPSHARP_ERROR_##status, text)
  REFUSE(args.struct_size = 0, ARGUMENT, "struct_size of gapsharp_evaluate_args is 0");
  REFUSE(args.flags = 1024, ARGUMENT, "flags is 1024");
  REFUSE(args.flags = GAPSHARP_VIRIAL_ATOM, ARGUMENT, "flags is 16");
  REFUSE(args.natoms = 0, ARGUMENT, "natoms is 0, expected 1");
  REFUSE(args.natoms = -1, ARGUMENT, "natoms is -1");
  REFUSE(args.natoms = INT_MAX, ARGUMENT, "natoms is 2147483647");
  REFUSE(args.positions = NULL, ARGUMENT, "positions is NULL");
  REFUSE(args.numbers = NULL, ARGUMENT, "numbers is NULL");
  REFUSE(args.pbc[1] = 1, ARGUMENT, "cell (pbc asks for periodic directions) is NULL");
  REFUSE((args.cell = cell, args.pbc[2] = 1, memset(cell, 0, sizeof cell)), ARGUMENT, "lattice vector c");
  REFUSE((args.cell = cell, cell[0] = NAN), ARGUMENT, "cell contains NaN");
  REFUSE(cluster.x[7] = NAN, ARGUMENT, "position of atom 2 has y = NaN");
  REFUSE(memcpy(cluster.x, cluster.x + 3, 3 * sizeof(double)), NUMERIC, "coincide");
  REFUSE(numbers[6] = 0, SPECIES, "atom 6 has atomic number 0");
  REFUSE(numbers[6] = 14, SPECIES, "14");
  CHECK_OK(gapsharp_evaluate(victim, &args)); /* and the model is none the worse */
  check_numbers();
  CHECK_OK(gapsharp_destroy(victim));
}

/* The struct of callers that were compiled before posterior_variance ends there; what lies behind it is not theirs. */
static void prepare_first_struct(double *not_an_output) {
  prepare();
  args.struct_size = (int32_t)offsetof(gapsharp_evaluate_args, posterior_variance);
  args.posterior_variance = not_an_output;
}

static void callers_of_the_first_struct_are_served(void) {
  double not_an_output = 1000.0;
  victim = pair_open(1.0);
  prepare_first_struct(&not_an_output);
  CHECK_OK(gapsharp_evaluate(victim, &args));
  check_numbers();
  prepare_first_struct(&not_an_output);
  REFUSE(args.flags = GAPSHARP_ENERGY | GAPSHARP_POSTERIOR_VARIANCE, ARGUMENT, "flags is 129");
  prepare_first_struct(&not_an_output);
  REFUSE(args.struct_size -= 8, ARGUMENT, "struct_size of gapsharp_evaluate_args");
  CHECK(not_an_output == 1000.0);
  CHECK_OK(gapsharp_destroy(victim));
}

static void posterior_variance_needs_its_file(void) {
  double posterior[ATOMS];
  victim = pair_open(1.0);
  prepare();
  args.posterior_variance = posterior;
  REFUSE(args.flags |= GAPSHARP_POSTERIOR_VARIANCE, UNSUPPORTED, "has no posterior variance, expected");
  args.flags |= GAPSHARP_POSTERIOR_VARIANCE; /* nowhere to go: not wanted */
  CHECK_OK(gapsharp_evaluate(victim, &args));
  check_numbers();
  CHECK_OK(gapsharp_destroy(victim));
}

int main(void) {
  RUN(numbers_are_the_formulas);
  RUN(images_of_one_atom_count);
  RUN(only_what_is_asked_for_is_written);
  RUN(wrong_arguments_are_refused_and_touch_nothing);
  RUN(callers_of_the_first_struct_are_served);
  RUN(posterior_variance_needs_its_file);
  return check_summary();
}
