/* test_fingerprint.c - gapsharp_fingerprint: the formula of a pair, motion, known values, and refusals that touch nothing.
 *
 * SPDX-License-Identifier: MIT */
#include "check.h"

#include <limits.h>

#define RADIUS (1.30 * 0.52918 / 0.52917720859) /* of Mg, as published fingerprints have it */

/* Two s orbitals: 1 + S and 1 - S with S = exp(-(d/2r)^2). */
static void a_pair_has_its_overlap(void) {
  const int32_t numbers[2] = {12, 12};
  const double positions[6] = {1.0, 2.0, 3.0, 1.0, 2.0, 6.1};
  double values[4] = {9.0, 9.0, 9.0, 9.0}, overlap = exp(-pow(3.1 / (2.0 * RADIUS), 2));
  int32_t count = 0;
  CHECK_OK(gapsharp_fingerprint(numbers, positions, 2, GAPSHARP_ORBITALS_S, values, 4, &count));
  CHECK(count == 2);
  CHECK_CLOSE(values[0], 1.0 + overlap, 1e-14);
  CHECK_CLOSE(values[1], 1.0 - overlap, 1e-14);
  CHECK(values[2] == 9.0);
}

/* Mg13 icosahedron, the outer atoms 4.5 A/sqrt(2) from the middle. */
static void an_icosahedron_has_the_known_values(void) {
  const double golden = 0.5 * (1.0 + sqrt(5.0)), half = 4.5 / sqrt(2.0 * (1.0 + golden * golden));
  int32_t numbers[13], count = 0;
  double positions[13][3] = {{0.0}}, values[52], sum = 0.0;
  for (int k = 0; k < 12; k++) {
    positions[k + 1][k % 3] = (k / 3 % 2 ? half : -half);
    positions[k + 1][(k + 1) % 3] = golden * (k / 6 ? half : -half);
  }
  for (int k = 0; k < 13; k++)
    numbers[k] = 12;
  CHECK_OK(gapsharp_fingerprint(numbers, positions[0], 13, GAPSHARP_ORBITALS_SP, NULL, 0, &count));
  CHECK(count == 52);
  CHECK_OK(gapsharp_fingerprint(numbers, positions[0], 13, GAPSHARP_ORBITALS_SP, values, 52, &count));
  CHECK_CLOSE(values[0], 4.23905174, 1e-7);
  for (int k = 1; k <= 3; k++)
    CHECK_CLOSE(values[k], 3.28986870, 1e-7);
  for (int k = 0; k < 52; k++)
    sum += values[k];
  CHECK_CLOSE(sum, 52.0, 1e-11);
  CHECK_OK(gapsharp_fingerprint(numbers, positions[0], 13, GAPSHARP_ORBITALS_S, values, 1, &count));
  CHECK(count == 13);
  CHECK_CLOSE(values[0], 2.43950485, 1e-7);
  CHECK_CLOSE(values[1], 3.28986870, 1e-7); /* beyond the capacity: as it was */
}

static void wrong_arguments_are_refused_and_touch_nothing(void) {
  int32_t numbers[2] = {11, 11}, count = -7;
  double positions[6] = {0.0, 0.0, 0.0, 3.0, 0.0, 0.0}, values[8] = {5.0};
#define REFUSE(status, text, ...) CHECK_ERROR(gapsharp_fingerprint(__VA_ARGS__), GAPSHARP_ERROR_##status, text)
  REFUSE(ARGUMENT, "natoms is 0", numbers, positions, 0, 1, values, 8, &count);
  REFUSE(ARGUMENT, "natoms is 2147483647", numbers, positions, INT_MAX, 1, values, 8, &count);
  REFUSE(ARGUMENT, "numbers is NULL", NULL, positions, 2, 1, values, 8, &count);
  REFUSE(ARGUMENT, "positions is NULL", numbers, NULL, 2, 1, values, 8, &count);
  REFUSE(ARGUMENT, "orbitals is 2, expected 1 (s) or 3 (s and p)", numbers, positions, 2, 2, values, 8, &count);
  REFUSE(ARGUMENT, "capacity is -1", numbers, positions, 2, 1, values, -1, &count);
  REFUSE(ARGUMENT, "values is NULL", numbers, positions, 2, 1, NULL, 8, &count);
  REFUSE(ARGUMENT, "count is NULL", numbers, positions, 2, 1, values, 8, NULL);
  numbers[1] = 0;
  REFUSE(SPECIES, "atom 1 has atomic number 0", numbers, positions, 2, 1, values, 8, &count);
  numbers[1] = 110;
  REFUSE(SPECIES, "no covalent radius of Ds", numbers, positions, 2, 1, values, 8, &count);
  numbers[1] = 11;
  positions[4] = NAN;
  REFUSE(ARGUMENT, "position of atom 1 has y = NaN", numbers, positions, 2, 1, values, 8, &count);
  CHECK(count == -7 && values[0] == 5.0);
}

int main(void) {
  RUN(a_pair_has_its_overlap);
  RUN(an_icosahedron_has_the_known_values);
  RUN(wrong_arguments_are_refused_and_touch_nothing);
  return check_summary();
}
