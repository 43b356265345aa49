/* functions.h - the functions that the front library forwards to its core image: name, parameters, arguments.
 *
 * SPDX-License-Identifier: MIT */
#ifndef GAPSHARP_FRONT_FUNCTIONS_H
#define GAPSHARP_FRONT_FUNCTIONS_H

#include "gapsharp.h"

#define GAPSHARP_FUNCTIONS(FUNCTION)                                                                                                   \
  FUNCTION(version, (char *buffer, int64_t capacity), (buffer, capacity))                                                              \
  FUNCTION(create, (const char *path, gapsharp_model **model), (path, model))                                                          \
  FUNCTION(create_with, (const char *path, const gapsharp_options *options, gapsharp_model **model), (path, options, model))           \
  FUNCTION(create_from_memory, (const char *xml, int64_t length, const char *directory, gapsharp_model **model),                       \
           (xml, length, directory, model))                                                                                            \
  FUNCTION(destroy, (gapsharp_model * model), (model))                                                                                 \
  FUNCTION(cutoff, (gapsharp_model * model, double *cutoff), (model, cutoff))                                                          \
  FUNCTION(species, (gapsharp_model * model, int32_t * numbers, int32_t capacity, int32_t * count), (model, numbers, capacity, count)) \
  FUNCTION(set_num_threads, (gapsharp_model * model, int32_t threads), (model, threads))                                               \
  FUNCTION(get_num_threads, (gapsharp_model * model, int32_t * threads), (model, threads))                                             \
  FUNCTION(compute, (gapsharp_model * model, gapsharp_compute_args * args), (model, args))                                             \
  FUNCTION(evaluate, (gapsharp_model * model, gapsharp_evaluate_args * args), (model, args))                                           \
  FUNCTION(coordinate_count, (gapsharp_model * model, int32_t * count), (model, count))                                                \
  FUNCTION(coordinate_descriptor, (gapsharp_model * model, int32_t coordinate, char *buffer, int64_t capacity),                        \
           (model, coordinate, buffer, capacity))                                                                                      \
  FUNCTION(describe,                                                                                                                   \
           (gapsharp_model * model, int32_t coordinate, const gapsharp_evaluate_args *structure, double *vectors, int32_t *centre,     \
            int64_t capacity_rows, int64_t *rows, int32_t *dimensions),                                                                \
           (model, coordinate, structure, vectors, centre, capacity_rows, rows, dimensions))                                           \
  FUNCTION(describe_structure,                                                                                                         \
           (const char *descriptor, const gapsharp_evaluate_args *structure, double *vectors, int32_t *centre, int64_t capacity_rows,  \
            int64_t *rows, int32_t *dimensions),                                                                                       \
           (descriptor, structure, vectors, centre, capacity_rows, rows, dimensions))                                                  \
  FUNCTION(fingerprint,                                                                                                                \
           (const int32_t *numbers, const double *positions, int32_t natoms, int32_t orbitals, double *values, int32_t capacity,       \
            int32_t *count),                                                                                                           \
           (numbers, positions, natoms, orbitals, values, capacity, count))

#endif
