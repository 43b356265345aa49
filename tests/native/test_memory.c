/* test_memory.c - no leak: resident memory is flat over 100,000 calls, over failing calls, over models and over threads that come and go.
 *
 * SPDX-License-Identifier: MIT */
#include "check.h"
#include "pair_model.h"

#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

/* Growth (KiB) that counts as none. The collector's nursery (4 MiB) is fresh when the first two cases begin: a single object of 24 bytes
 * per call would touch more of it than this, so that they also show that a warm call allocates nothing. */
#define FLAT 512

static struct pair_cluster cluster;
static struct pair_list list;
static gapsharp_compute_args args;
static double forces[3 * PAIR_MAX_ATOMS], energy;
static gapsharp_model *model;

static long resident(void) {
  long pages = 0;
  FILE *file = fopen("/proc/self/statm", "r");
  if (file == NULL || fscanf(file, "%*d %ld", &pages) != 1)
    pages = -1;
  if (file != NULL)
    fclose(file);
  return pages < 0 ? -1 : pages * (sysconf(_SC_PAGESIZE) / 1024);
}

static void prepare(int count) {
  pair_make_cluster(&cluster, count, 3);
  pair_prepare(&args, &list, &cluster);
  args.f = forces;
  args.energy = &energy;
}

static void compute_once(void) { CHECK_OK(gapsharp_compute(model, &args)); }

static void evaluate_once(void) {
  static const int32_t numbers[4] = {11, 11, 11, 11};
  gapsharp_evaluate_args structure = {.struct_size = sizeof structure, .flags = GAPSHARP_ENERGY | GAPSHARP_FORCES, .natoms = 4};
  structure.positions = cluster.x;
  structure.numbers = numbers;
  structure.energy = &energy;
  structure.forces = forces;
  CHECK_OK(gapsharp_evaluate(model, &structure));
}

static void fail_once(void) {
  args.inum = -1;
  CHECK_ERROR(gapsharp_compute(model, &args), GAPSHARP_ERROR_ARGUMENT, NULL);
  args.inum = cluster.count;
}

static void open_once(void) {
  gapsharp_model *another = pair_open(2.0);
  CHECK_OK(gapsharp_destroy(another));
}

static void *in_a_thread(void *unused) {
  (void)unused;
  fail_once();
  compute_once();
  return NULL;
}

static void thread_once(void) {
  pthread_t thread;
  CHECK(pthread_create(&thread, NULL, in_a_thread, NULL) == 0);
  pthread_join(thread, NULL);
}

/* Runs a call often, after a warm-up, and wants the memory where it was. */
static void flat(const char *what, void (*call)(void), int warm_up, int times) {
  prepare(4);
  model = pair_open(1.0);
  for (int k = 0; k < warm_up; k++)
    call();
  long before = resident();
  for (int k = 0; k < times; k++)
    call();
  long after = resident();
  printf("# %d x %s: resident %ld KiB before, %ld KiB after\n", times, what, before, after);
  CHECK(before > 0 && after - before <= FLAT);
  CHECK_OK(gapsharp_destroy(model));
}

static void flat_over_100000_computes(void) { flat("compute", compute_once, 10, 100000); }

static void flat_over_100000_evaluates(void) { flat("evaluate", evaluate_once, 10, 100000); }

/* Messages are managed objects: the collector's first round has to come before memory is level. */
static void flat_over_errors(void) { flat("failing compute", fail_once, 20000, 100000); }

static void flat_over_models(void) { flat("create and destroy", open_once, 500, 2000); }

static void flat_over_threads(void) { flat("thread with an error and a compute", thread_once, 5000, 10000); }

int main(void) {
  RUN(flat_over_100000_computes);
  RUN(flat_over_100000_evaluates);
  RUN(flat_over_errors);
  RUN(flat_over_models);
  RUN(flat_over_threads);
  return check_summary();
}
