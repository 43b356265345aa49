/* check.h - the smallest test harness that counts: one line per test case, "ok" or "not ok" with every failed check.
 *
 * SPDX-License-Identifier: MIT */
#ifndef GAPSHARP_TESTS_CHECK_H
#define GAPSHARP_TESTS_CHECK_H

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "gapsharp.h"

extern int check_failures; /* of the running test case */

/* Runs a test case and prints its line. */
#define RUN(test) check_run(#test, test)
void check_run(const char *name, void (*test)(void));

/* Exit status of the program: 0 if every case passed and there was one. */
int check_summary(void);

#define CHECK(condition)                          \
  do {                                            \
    if (!(condition))                             \
      check_fail(__FILE__, __LINE__, #condition); \
  } while (0)
void check_fail(const char *file, int line, const char *what);

#define CHECK_OK(call) check_status(__FILE__, __LINE__, #call, call, GAPSHARP_OK, NULL)

/* The call must return this status, and its message contain this text. */
#define CHECK_ERROR(call, status, text) check_status(__FILE__, __LINE__, #call, call, status, text)
void check_status(const char *file, int line, const char *what, int status, int expected, const char *text);

#define CHECK_CLOSE(value, expected, tolerance) check_close(__FILE__, __LINE__, #value, value, expected, tolerance)
void check_close(const char *file, int line, const char *what, double value, double expected, double tolerance);

#endif
