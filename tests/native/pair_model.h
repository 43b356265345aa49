/* pair_model.h - a potential small enough to be computed here too: one distance_2b coordinate with two sparse points, in XML held in
 * memory, with its energies, forces and virials from the formulas.
 *
 *   E = sum_i e0(Z_i) + sum over ordered pairs of f(r) g(r),   g(r) = sum_s a_s delta^2 exp(-((r - x_s)/theta)^2 / 2)
 *   variance_i = sum over pairs (i, j) of f(r)^2 (delta^2 + reg^2 - k^T (K + reg^2 1)^-1 k),   k_s = the terms of g without a_s
 *   f(r) = 1 below PAIR_CUTOFF - PAIR_WIDTH, then half a cosine down to 0 at PAIR_CUTOFF
 *
 * SPDX-License-Identifier: MIT */
#ifndef GAPSHARP_TESTS_PAIR_MODEL_H
#define GAPSHARP_TESTS_PAIR_MODEL_H

#include "gapsharp.h"

#define PAIR_CUTOFF 4.0
#define PAIR_WIDTH 1.0
#define PAIR_E0 (-1.5)
#define PAIR_MAX_ATOMS 64

/* The XML; the weights are multiplied by factor, so that two models can differ. */
const char *pair_xml(double factor);

/* A model from it; fails the running test if it cannot be made. */
gapsharp_model *pair_open(double factor);

/* Atoms of one kind without periodicity, and what the formulas say about them. */
struct pair_cluster {
  int count;
  double x[3 * PAIR_MAX_ATOMS];
  double energy;
  double local_energy[PAIR_MAX_ATOMS];
  double forces[3 * PAIR_MAX_ATOMS];
  double virial[9];
  double variance[PAIR_MAX_ATOMS];         /* predicted, of the local energies */
  double local_virial[9 * PAIR_MAX_ATOMS]; /* the whole of each ordered pair (i, j) to j */
};

/* A cluster of a few dozen atoms on a jittered grid; the same seed gives the same one. */
void pair_make_cluster(struct pair_cluster *cluster, int count, unsigned seed);

/* Fills the results of a cluster from the formulas, with the weights multiplied by factor. */
void pair_solve(struct pair_cluster *cluster, double factor);

/* A full neighbour list of a cluster: every other atom, near or far. */
struct pair_list {
  int32_t type[PAIR_MAX_ATOMS];
  int32_t type_to_z[3];
  int32_t ilist[PAIR_MAX_ATOMS];
  int32_t numneigh[PAIR_MAX_ATOMS];
  int32_t *firstneigh[PAIR_MAX_ATOMS];
  int32_t neighbours[PAIR_MAX_ATOMS * PAIR_MAX_ATOMS];
};

/* Fills the list and points args at it and at the cluster's positions: every atom local, type 1 = Na, every flag, no outputs. */
void pair_prepare(gapsharp_compute_args *args, struct pair_list *list, struct pair_cluster *cluster);

#endif
