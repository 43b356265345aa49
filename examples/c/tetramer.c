/* tetramer.c - energy and forces of four sodium atoms through gapsharp.h. Usage: tetramer MODEL.xml
 *
 * SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "gapsharp.h"

static int fail(void) {
  char text[1024];
  gapsharp_last_error(text, sizeof text);
  fprintf(stderr, "tetramer: %s\n", text);
  return 1;
}

int main(int count, char **arguments) {
  const double positions[12] = {0.0, 0.0, 0.0, 3.1, 0.0, 0.0, 4.7, 2.7, 0.0, 1.6, 2.6, 0.3};
  const int32_t numbers[4] = {11, 11, 11, 11};
  double energy, forces[12];
  gapsharp_model *model;
  gapsharp_evaluate_args args = {.struct_size = sizeof args, .flags = GAPSHARP_ENERGY | GAPSHARP_FORCES, .natoms = 4};

  if (count != 2) {
    fprintf(stderr, "usage: tetramer MODEL.xml\n");
    return 2;
  }
  if (gapsharp_create(arguments[1], &model) != GAPSHARP_OK)
    return fail();
  args.positions = positions;
  args.numbers = numbers;
  args.energy = &energy;
  args.forces = forces;
  if (gapsharp_evaluate(model, &args) != GAPSHARP_OK)
    return fail();
  printf("energy %.6f eV\n", energy);
  for (int i = 0; i < 4; i++)
    printf("force %d %9.6f %9.6f %9.6f eV/A\n", i, forces[3 * i], forces[3 * i + 1], forces[3 * i + 2]);
  gapsharp_destroy(model);
  return 0;
}
