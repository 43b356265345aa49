/* level.c - instruction levels of the x86-64 psABI, by what processor and operating system offer.
 *
 * SPDX-License-Identifier: MIT */
#include "front.h"

#include <stdlib.h>
#include <string.h>

#if defined(__x86_64__)

const char *const front_levels[] = {"x86-64-v4", "x86-64-v3", "x86-64"};
const int front_level_count = 3;

/* The compiler's own check: cpuid, and xgetbv for registers that the operating system saves. */
static int best_of_processor(void) {
  __builtin_cpu_init();
  if (__builtin_cpu_supports("x86-64-v4"))
    return 0;
  return __builtin_cpu_supports("x86-64-v3") ? 1 : 2;
}

#else

const char *const front_levels[] = {"generic"};
const int front_level_count = 1;

static int best_of_processor(void) { return 0; }

#endif

int32_t front_best_level(int *level) {
  const char *ceiling = getenv("GAPSHARP_ISA");
  int allowed = 0;
  *level = best_of_processor();
  if (ceiling == NULL || *ceiling == '\0')
    return GAPSHARP_OK;
  while (allowed < front_level_count && strcmp(ceiling, front_levels[allowed]) != 0)
    allowed++;
  if (allowed == front_level_count)
    return front_fail(GAPSHARP_ERROR_ARGUMENT, "environment variable GAPSHARP_ISA is \"%.40s\", expected one of %s ... %s", ceiling,
                      front_levels[front_level_count - 1], front_levels[0]);
  if (allowed > *level)
    *level = allowed;
  return GAPSHARP_OK;
}
