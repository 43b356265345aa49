/* check.c - see check.h.
 *
 * SPDX-License-Identifier: MIT */
#include "check.h"

int check_failures;
static int cases, failed_cases;

/* The first few reports of a test case tell what is wrong; thousands only bury them. */
static int silent(void) { return ++check_failures > 8; }

void check_run(const char *name, void (*test)(void)) {
  check_failures = 0;
  test();
  cases++;
  failed_cases += check_failures > 0;
  printf("%s - %s\n", check_failures > 0 ? "not ok" : "ok", name);
  fflush(stdout);
}

int check_summary(void) { return cases > 0 && failed_cases == 0 ? 0 : 1; }

void check_fail(const char *file, int line, const char *what) {
  if (!silent())
    printf("# %s:%d: %s does not hold\n", file, line, what);
}

void check_status(const char *file, int line, const char *what, int status, int expected, const char *text) {
  char message[1024] = "";
  gapsharp_last_error(message, sizeof message);
  if (status != expected && !silent())
    printf("# %s:%d: %s returned %d (%s), expected %d\n", file, line, what, status, message, expected);
  else if (status == expected && text != NULL && strstr(message, text) == NULL && !silent())
    printf("# %s:%d: %s says \"%s\", expected it to contain \"%s\"\n", file, line, what, message, text);
}

void check_close(const char *file, int line, const char *what, double value, double expected, double tolerance) {
  if (fabs(value - expected) <= tolerance)
    return;
  if (!silent())
    printf("# %s:%d: %s is %.17g, expected %.17g within %g\n", file, line, what, value, expected, tolerance);
}
