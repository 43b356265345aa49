/* test_threads.c - several models, several threads, all at once.
 *
 * SPDX-License-Identifier: MIT */
#include "check.h"
#include "pair_model.h"

#include <pthread.h>
#include <stdlib.h>

#define THREADS 6

static gapsharp_model *models[2];
static const double factors[2] = {1.0, -0.5};

struct work {
  pthread_t thread;
  unsigned seed;
  int failed; /* calls that went wrong, or gave a wrong number */
};

static int rounds(void) {
  const char *text = getenv("GAPSHARP_TEST_ROUNDS"); /* fewer under an emulator */
  return text != NULL ? atoi(text) : 300;
}

/* Evaluates its own cluster with both models in turn, by both ways in, among deliberate errors. */
static void *work(void *argument) {
  struct work *mine = argument;
  struct pair_cluster cluster;
  struct pair_list list;
  gapsharp_compute_args args;
  int32_t numbers[PAIR_MAX_ATOMS];
  double energy, forces[3 * PAIR_MAX_ATOMS];
  for (int k = 0; k < PAIR_MAX_ATOMS; k++)
    numbers[k] = 11;
  pair_make_cluster(&cluster, 10 + 5 * (int)mine->seed, mine->seed);
  pair_prepare(&args, &list, &cluster);
  gapsharp_evaluate_args structure = {.struct_size = sizeof structure, .flags = GAPSHARP_ENERGY, .natoms = cluster.count};
  structure.positions = cluster.x;
  structure.numbers = numbers;
  structure.energy = &energy;
  args.energy = &energy;
  args.f = forces;
  for (int round = 0; round < rounds(); round++) {
    int which = round % 2;
    pair_solve(&cluster, factors[which]);
    memset(forces, 0, sizeof forces);
    mine->failed += gapsharp_compute(models[which], &args) != GAPSHARP_OK || !(fabs(energy - cluster.energy) < 1e-10);
    for (int k = 0; k < 3 * cluster.count; k++)
      mine->failed += !(fabs(forces[k] - cluster.forces[k]) < 1e-10);
    mine->failed += gapsharp_evaluate(models[which], &structure) != GAPSHARP_OK || !(fabs(energy - cluster.energy) < 1e-10);
    structure.natoms = -1;
    mine->failed += gapsharp_evaluate(models[which], &structure) != GAPSHARP_ERROR_ARGUMENT;
    structure.natoms = cluster.count;
  }
  return NULL;
}

static void evaluate_from_threads(int threads_per_evaluation) {
  struct work works[THREADS];
  for (int k = 0; k < 2; k++) {
    models[k] = pair_open(factors[k]);
    CHECK_OK(gapsharp_set_num_threads(models[k], threads_per_evaluation));
  }
  for (int k = 0; k < THREADS; k++) {
    works[k].seed = (unsigned)k + 1;
    works[k].failed = 0;
    CHECK(pthread_create(&works[k].thread, NULL, work, &works[k]) == 0);
  }
  for (int k = 0; k < THREADS; k++) {
    pthread_join(works[k].thread, NULL);
    CHECK(works[k].failed == 0);
  }
  for (int k = 0; k < 2; k++)
    CHECK_OK(gapsharp_destroy(models[k]));
}

static void two_models_from_six_threads(void) { evaluate_from_threads(1); }

static void two_models_from_six_threads_with_two_workers_each(void) { evaluate_from_threads(2); }

static void *open_and_close(void *failed) {
  double cutoff = 0.0;
  for (int round = 0; round < 20; round++) {
    gapsharp_model *model = NULL;
    const char *xml = pair_xml(1.0);
    *(int *)failed += gapsharp_create_from_memory(xml, (int64_t)strlen(xml), NULL, &model) != GAPSHARP_OK;
    *(int *)failed += gapsharp_cutoff(model, &cutoff) != GAPSHARP_OK || cutoff != PAIR_CUTOFF;
    *(int *)failed += gapsharp_destroy(model) != GAPSHARP_OK;
  }
  return NULL;
}

static void models_come_and_go_in_every_thread(void) {
  pthread_t threads[THREADS];
  int failed[THREADS] = {0};
  for (int k = 0; k < THREADS; k++)
    CHECK(pthread_create(&threads[k], NULL, open_and_close, &failed[k]) == 0);
  for (int k = 0; k < THREADS; k++) {
    pthread_join(threads[k], NULL);
    CHECK(failed[k] == 0);
  }
}

static void *on_a_small_stack(void *failed) {
  struct pair_cluster *cluster = malloc(sizeof *cluster);
  struct pair_list *list = malloc(sizeof *list);
  gapsharp_compute_args args;
  double energy = 0.0;
  pair_make_cluster(cluster, 20, 2);
  pair_solve(cluster, factors[0]);
  pair_prepare(&args, list, cluster);
  args.energy = &energy;
  *(int *)failed += gapsharp_compute(models[0], &args) != GAPSHARP_OK || !(fabs(energy - cluster->energy) < 1e-10);
  free(list);
  free(cluster);
  return NULL;
}

/* Hosts with many threads give them little. */
static void a_stack_of_256_kib_suffices(void) {
  pthread_t thread;
  pthread_attr_t attributes;
  int failed = 0;
  models[0] = pair_open(factors[0]);
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, 256 * 1024);
  CHECK(pthread_create(&thread, &attributes, on_a_small_stack, &failed) == 0);
  pthread_join(thread, NULL);
  pthread_attr_destroy(&attributes);
  CHECK(failed == 0);
  CHECK_OK(gapsharp_destroy(models[0]));
}

int main(void) {
  RUN(two_models_from_six_threads);
  RUN(two_models_from_six_threads_with_two_workers_each);
  RUN(a_stack_of_256_kib_suffices);
  RUN(models_come_and_go_in_every_thread);
  return check_summary();
}
