/* pair_model.c - see pair_model.h.
 *
 * SPDX-License-Identifier: MIT */
#include "pair_model.h"

#include "check.h"

#define SPARSE 2
static const double delta = 0.5, theta = 0.8;
static const double sparse[SPARSE] = {2.75, 3.5}, weight[SPARSE] = {3.0, -1.25};

const char *pair_xml(double factor) {
  static _Thread_local char xml[2048];
  snprintf(xml, sizeof xml,
           "<GAP_pair>\n"
           "<Potential label=\"GAP_pair\" init_args=\"IP GAP label=GAP_pair\"/>\n"
           "<GAP_params label=\"GAP_pair\" gap_version=\"1686220958\">\n"
           "<GAP_data do_core=\"F\"><e0 Z=\"11\" value=\"%.17g\"/></GAP_data>\n"
           "<gpSparse label=\"GAP_pair\" n_coordinate=\"1\" fitted=\"T\">\n"
           "<gpCoordinates label=\"GAP_pair1\" dimensions=\"1\" signal_variance=\"%.17g\" signal_mean=\"0.0\" sparsified=\"T\""
           " n_permutations=\"1\" covariance_type=\"1\" n_sparseX=\"2\">\n"
           "<theta>%.17g</theta>\n"
           "<descriptor>distance_2b cutoff=%.17g cutoff_transition_width=%.17g Z1=11 Z2=11</descriptor>\n"
           "<permutation i=\"1\">1</permutation>\n"
           "<sparseX i=\"1\" alpha=\"%.17g\" sparseCutoff=\"1.0\">%.17g</sparseX>\n"
           "<sparseX i=\"2\" alpha=\"%.17g\" sparseCutoff=\"1.0\">%.17g</sparseX>\n"
           "</gpCoordinates>\n</gpSparse>\n</GAP_params>\n</GAP_pair>\n",
           PAIR_E0, delta, theta, PAIR_CUTOFF, PAIR_WIDTH, weight[0] * factor, sparse[0], weight[1] * factor, sparse[1]);
  return xml;
}

gapsharp_model *pair_open(double factor) {
  gapsharp_model *model = NULL;
  const char *xml = pair_xml(factor);
  CHECK_OK(gapsharp_create_from_memory(xml, (int64_t)strlen(xml), NULL, &model));
  CHECK(model != NULL);
  return model;
}

void pair_make_cluster(struct pair_cluster *cluster, int count, unsigned seed) {
  unsigned state = seed * 2654435761u + 1u;
  memset(cluster, 0, sizeof *cluster);
  cluster->count = count;
  for (int i = 0; i < 3 * count; i++) {
    int cell[3] = {i / 3 % 4, i / 12 % 4, i / 48};
    state = state * 1664525u + 1013904223u;
    cluster->x[i] = 2.9 * cell[i % 3] + 0.6 * (state / 4294967296.0);
  }
}

static double cutoff_function(double r, double *slope) {
  const double pi = 3.14159265358979323846;
  double phase = pi * (r - PAIR_CUTOFF + PAIR_WIDTH) / PAIR_WIDTH;
  *slope = 0.0;
  if (r >= PAIR_CUTOFF)
    return 0.0;
  if (phase <= 0.0)
    return 1.0;
  *slope = -0.5 * pi / PAIR_WIDTH * sin(phase);
  return 0.5 * (cos(phase) + 1.0);
}

/* f(r) g(r) and its derivative. */
static double ordered_pair(double r, double factor, double *slope) {
  double df, f = cutoff_function(r, &df), g = 0.0, dg = 0.0;
  for (int s = 0; s < SPARSE; s++) {
    double u = (r - sparse[s]) / theta, term = factor * weight[s] * delta * delta * exp(-0.5 * u * u);
    g += term;
    dg -= term * u / theta;
  }
  *slope = df * g + f * dg;
  return f * g;
}

/* delta^2 + reg^2 - k^T (K + reg^2 1)^-1 k for two sparse points, by Cramer's rule. */
static double variance_of(double r) {
  const double reg2 = 1e-3 * 1e-3, d2 = delta * delta;
  double k[SPARSE], diagonal = d2 + reg2, u = (sparse[0] - sparse[1]) / theta, mixed = d2 * exp(-0.5 * u * u);
  for (int s = 0; s < SPARSE; s++)
    k[s] = d2 * exp(-0.5 * (r - sparse[s]) * (r - sparse[s]) / (theta * theta));
  return d2 + reg2 - (diagonal * (k[0] * k[0] + k[1] * k[1]) - 2.0 * mixed * k[0] * k[1]) / (diagonal * diagonal - mixed * mixed);
}

void pair_solve(struct pair_cluster *cluster, double factor) {
  cluster->energy = 0.0;
  memset(cluster->forces, 0, sizeof cluster->forces);
  memset(cluster->virial, 0, sizeof cluster->virial);
  memset(cluster->local_virial, 0, sizeof cluster->local_virial);
  for (int i = 0; i < cluster->count; i++) {
    cluster->local_energy[i] = PAIR_E0;
    cluster->variance[i] = 0.0;
    for (int j = 0; j < cluster->count; j++) {
      double d[3], r2 = 0.0, slope, unused;
      for (int k = 0; k < 3; k++) {
        d[k] = cluster->x[3 * j + k] - cluster->x[3 * i + k];
        r2 += d[k] * d[k];
      }
      if (j == i || r2 >= PAIR_CUTOFF * PAIR_CUTOFF)
        continue;
      cluster->local_energy[i] += ordered_pair(sqrt(r2), factor, &slope);
      cluster->variance[i] += pow(cutoff_function(sqrt(r2), &unused), 2) * variance_of(sqrt(r2));
      for (int k = 0; k < 3; k++) {
        double gradient = slope * d[k] / sqrt(r2);
        cluster->forces[3 * i + k] += gradient;
        cluster->forces[3 * j + k] -= gradient;
        for (int m = 0; m < 3; m++) {
          cluster->local_virial[9 * j + 3 * m + k] -= d[m] * gradient;
          cluster->virial[3 * m + k] -= d[m] * gradient;
        }
      }
    }
    cluster->energy += cluster->local_energy[i];
  }
}

void pair_prepare(gapsharp_compute_args *args, struct pair_list *list, struct pair_cluster *cluster) {
  int n = cluster->count;
  memset(args, 0, sizeof *args);
  memset(list, 0, sizeof *list);
  list->type_to_z[1] = 11;
  for (int i = 0; i < n; i++) {
    list->type[i] = 1;
    list->ilist[i] = i;
    list->firstneigh[i] = list->neighbours + (size_t)i * PAIR_MAX_ATOMS;
    for (int j = 0; j < n; j++)
      if (j != i)
        list->firstneigh[i][list->numneigh[i]++] = j;
  }
  args->struct_size = (int32_t)sizeof *args;
  args->flags = 127;
  args->nlocal = n;
  args->inum = n;
  args->neigh_mask = 0x3FFFFFFF;
  args->ntypes = 2;
  args->x = cluster->x;
  args->type = list->type;
  args->type_to_z = list->type_to_z;
  args->ilist = list->ilist;
  args->numneigh = list->numneigh;
  args->firstneigh = list->firstneigh;
}
