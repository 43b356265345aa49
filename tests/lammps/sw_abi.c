/* Test oracle: the Stillinger-Weber potential of silicon behind GapSharp's C interface.
 *
 * Built as libgapsharp.so it lets the LAMMPS bridge be compared with LAMMPS' own `pair_style sw`, independently of any
 * GAP. Formula: F. H. Stillinger, T. A. Weber, Phys. Rev. B 31, 5262 (1985), doi:10.1103/PhysRevB.31.5262, eqs. 2.3
 * to 2.6; numbers: LAMMPS' potential file Si.sw (its epsilon comes from the model file).
 *
 * A model file has one line: sw EPSILON PARTITION Z [Z ...]
 *   PARTITION site  each centre's energy is its own, pair virials as gapsharp.h says
 *   PARTITION even  energies and virials of two and three atoms shared evenly among them, ghosts included, as LAMMPS
 * does The "variance" is (energy of the centre / 100)^2: no prediction, but a known number to follow through the
 * bridge.
 *
 * SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gapsharp.h"

enum { MAX_SPECIES = 8, MAX_NEIGHBOURS = 512 };

static const double SIGMA = 2.0951, A_CUT = 1.80, LAMBDA = 21.0, GAMMA = 1.20, COS0 = -0.333333333333;
static const double BIG_A = 7.049556277, BIG_B = 0.6022245584;

struct gapsharp_model {
  double epsilon;
  int even;
  int32_t threads;
  int32_t species[MAX_SPECIES];
  int32_t count;
};

typedef struct {
  int index;
  double d[3]; /* neighbour minus centre */
  double r;
  double g[3]; /* dU(centre)/dd */
} neighbour;

static _Thread_local char message[512];

static int32_t fail(int32_t status, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(message, sizeof message, format, arguments);
  va_end(arguments);
  return status;
}

int32_t gapsharp_abi_version(int32_t *version) {
  *version = GAPSHARP_ABI_VERSION;
  return GAPSHARP_OK;
}

int32_t gapsharp_last_error(char *buffer, int64_t capacity) {
  snprintf(buffer, (size_t)capacity, "%s", message);
  return GAPSHARP_OK;
}

int32_t gapsharp_create(const char *path, gapsharp_model **model) {
  FILE *file = fopen(path, "r");
  if (!file)
    return fail(GAPSHARP_ERROR_IO, "%s cannot be opened", path);
  gapsharp_model read = {.threads = 1};
  char partition[8] = "";
  int ok = fscanf(file, "sw %lf %7s", &read.epsilon, partition) == 2;
  while (read.count < MAX_SPECIES && fscanf(file, "%d", &read.species[read.count]) == 1)
    read.count++;
  fclose(file);
  if (!ok || read.count == 0)
    return fail(GAPSHARP_ERROR_FORMAT, "%s is not a model; expected `sw EPSILON PARTITION Z ...`", path);
  read.even = strcmp(partition, "even") == 0;
  *model = malloc(sizeof **model);
  **model = read;
  return GAPSHARP_OK;
}

/* There is nothing to compress; the choice is checked as the library does. */
int32_t gapsharp_create_with(const char *path, const gapsharp_options *options, gapsharp_model **model) {
  if (options && (options->struct_size != (int32_t)sizeof *options || options->compression < 0 || options->compression > 1))
    return fail(GAPSHARP_ERROR_ARGUMENT, "options");
  return gapsharp_create(path, model);
}

int32_t gapsharp_destroy(gapsharp_model *model) {
  free(model);
  return GAPSHARP_OK;
}

int32_t gapsharp_cutoff(gapsharp_model *model, double *cutoff) {
  (void)model;
  *cutoff = A_CUT * SIGMA;
  return GAPSHARP_OK;
}

int32_t gapsharp_species(gapsharp_model *model, int32_t *numbers, int32_t capacity, int32_t *count) {
  *count = model->count;
  for (int k = 0; k < model->count && k < capacity; k++)
    numbers[k] = model->species[k];
  return GAPSHARP_OK;
}

int32_t gapsharp_set_num_threads(gapsharp_model *model, int32_t threads) {
  model->threads = threads;
  return GAPSHARP_OK;
}

/* Full second-rank product of distance and force of neighbour j about centre i, shared as the interface says. */
static void share_virial(const gapsharp_compute_args *a, int i, const neighbour *n, double factor, double total[6], int even) {
  static const int row[9] = {0, 1, 2, 0, 0, 1, 1, 2, 2}, column[9] = {0, 1, 2, 1, 2, 2, 0, 0, 1};
  for (int k = 0; k < 9; k++) {
    const double w = -factor * n->d[row[k]] * n->g[column[k]];
    if (k < 6)
      total[k] += w;
    if (k < 6 && (a->flags & GAPSHARP_VIRIAL_ATOM) && !even) {
      a->vatom[6 * i + k] += 0.5 * w;
      a->vatom[6 * n->index + k] += 0.5 * w;
    }
    if (a->flags & GAPSHARP_CVIRIAL_ATOM)
      a->cvatom[9 * n->index + k] += w;
  }
}

/* Energy u of `count` atoms and its gradients on `far` about the centre, in equal parts to all of them. */
static void share_evenly(const gapsharp_compute_args *a, int i, int count, const neighbour *far, double u, const double g[][3]) {
  static const int row[6] = {0, 1, 2, 0, 0, 1}, column[6] = {0, 1, 2, 1, 2, 2};
  const double part = 1.0 / count;
  for (int member = 0; member < count; member++) {
    const int atom = member == 0 ? i : far[member - 1].index;
    if (a->flags & GAPSHARP_ENERGY_ATOM)
      a->eatom[atom] += part * u;
    if (a->flags & GAPSHARP_VIRIAL_ATOM)
      for (int n = 0; n < count - 1; n++)
        for (int k = 0; k < 6; k++)
          a->vatom[6 * atom + k] -= part * far[n].d[row[k]] * g[n][column[k]];
  }
}

static double two_body(gapsharp_model *m, const gapsharp_compute_args *a, int i, neighbour *n, double scale) {
  const double s = SIGMA / n->r, s4 = s * s * s * s, reach = 1.0 / (n->r - A_CUT * SIGMA);
  const double tail = 0.5 * m->epsilon * BIG_A * exp(SIGMA * reach); /* half: the pair is met from either side */
  const double u = tail * (BIG_B * s4 - 1.0);
  const double slope = -4.0 * tail * BIG_B * s4 / n->r - u * SIGMA * reach * reach;
  double g[1][3];
  for (int k = 0; k < 3; k++) {
    n->g[k] += slope * n->d[k] / n->r;
    g[0][k] = scale * slope * n->d[k] / n->r;
  }
  if (m->even)
    share_evenly(a, i, 2, n, scale * u, (const double(*)[3])g);
  return u;
}

static double three_body(gapsharp_model *m, const gapsharp_compute_args *a, int i, neighbour *p, neighbour *q, double scale) {
  const double reach_p = 1.0 / (p->r - A_CUT * SIGMA), reach_q = 1.0 / (q->r - A_CUT * SIGMA);
  const double cosine = (p->d[0] * q->d[0] + p->d[1] * q->d[1] + p->d[2] * q->d[2]) / (p->r * q->r);
  const double strength = m->epsilon * LAMBDA * exp(GAMMA * SIGMA * (reach_p + reach_q));
  const double off = cosine - COS0, u = strength * off * off, du = 2.0 * strength * off;
  double g[2][3];
  for (int k = 0; k < 3; k++) {
    const double up = p->d[k] / p->r, uq = q->d[k] / q->r;
    g[0][k] = du * (uq - cosine * up) / p->r - u * GAMMA * SIGMA * reach_p * reach_p * up;
    g[1][k] = du * (up - cosine * uq) / q->r - u * GAMMA * SIGMA * reach_q * reach_q * uq;
    p->g[k] += g[0][k];
    q->g[k] += g[1][k];
    g[0][k] *= scale;
    g[1][k] *= scale;
  }
  if (m->even) {
    const neighbour both[2] = {*p, *q};
    share_evenly(a, i, 3, both, scale * u, (const double(*)[3])g);
  }
  return u;
}

/* Neighbours of atom i within the cutoff; -1 and a message if an atom lies on another. */
static int gather(const gapsharp_compute_args *a, int i, neighbour *near) {
  int count = 0;
  for (int k = 0; k < a->numneigh[i]; k++) {
    const int j = a->firstneigh[i][k] & a->neigh_mask;
    if (a->type_to_z[a->type[j]] == 0)
      continue;
    neighbour n = {.index = j};
    for (int c = 0; c < 3; c++)
      n.d[c] = a->x[3 * j + c] - a->x[3 * i + c];
    n.r = sqrt(n.d[0] * n.d[0] + n.d[1] * n.d[1] + n.d[2] * n.d[2]);
    if (n.r >= A_CUT * SIGMA)
      continue;
    if (!(n.r > 0.0))
      return fail(GAPSHARP_ERROR_NUMERIC, "atoms %d and %d coincide; expected distinct positions", i, j), -1;
    if (count == MAX_NEIGHBOURS)
      return fail(GAPSHARP_ERROR_UNSUPPORTED, "too many neighbours"), -1;
    near[count++] = n;
  }
  return count;
}

int32_t gapsharp_compute(gapsharp_model *m, gapsharp_compute_args *a) {
  double energy = 0.0, total[6] = {0.0};
  static _Thread_local neighbour near[MAX_NEIGHBOURS];
  if (a->struct_size != (int32_t)sizeof *a)
    return fail(GAPSHARP_ERROR_ARGUMENT, "struct_size %d", a->struct_size);
  for (int k = 0; k < a->inum; k++) {
    const int i = a->ilist[k], type = a->type[i];
    if (a->type_to_z[type] == 0)
      continue;
    const double scale = a->scale ? a->scale[type] : 1.0;
    const int count = gather(a, i, near);
    if (count < 0)
      return strstr(message, "coincide") ? GAPSHARP_ERROR_NUMERIC : GAPSHARP_ERROR_UNSUPPORTED;

    double site = 0.0;
    for (int p = 0; p < count; p++) {
      site += two_body(m, a, i, &near[p], scale);
      for (int q = 0; q < p; q++)
        site += three_body(m, a, i, &near[q], &near[p], scale);
    }
    energy += scale * site;
    if ((a->flags & GAPSHARP_ENERGY_ATOM) && !m->even)
      a->eatom[i] += scale * site;
    if (a->flags & GAPSHARP_VARIANCE)
      a->variance[i] += 1e-4 * scale * scale * site * site;
    for (int p = 0; p < count; p++) {
      if (a->flags & GAPSHARP_FORCES)
        for (int c = 0; c < 3; c++) {
          a->f[3 * near[p].index + c] -= scale * near[p].g[c];
          a->f[3 * i + c] += scale * near[p].g[c];
        }
      share_virial(a, i, &near[p], scale, total, m->even);
    }
  }
  if (a->flags & GAPSHARP_ENERGY)
    *a->energy = energy;
  if (a->flags & GAPSHARP_VIRIAL)
    memcpy(a->virial, total, sizeof total);
  return GAPSHARP_OK;
}
