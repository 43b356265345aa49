/* front.h - inside of the front library: libgapsharp.so picks the core image built for this processor, loads it from its own folder
 * and forwards every call.
 *
 * SPDX-License-Identifier: MIT */
#ifndef GAPSHARP_FRONT_H
#define GAPSHARP_FRONT_H

#include "functions.h"

#define FRONT_MESSAGE_CAPACITY 1024

/* message.c: this thread's last error, lent to the core image too. */
char *front_message(void);
int32_t front_fail(int32_t status, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* level.c: names of the instruction levels that images are built for, best first, and the best one this processor may use. */
extern const char *const front_levels[];
extern const int front_level_count;
int32_t front_best_level(int *level);

/* core.c: the core image's functions; loads the image at the first call. */
struct front_core {
#define FRONT_MEMBER(name, parameters, arguments) int32_t(*name) parameters;
  GAPSHARP_FUNCTIONS(FRONT_MEMBER)
#undef FRONT_MEMBER
};
int32_t front_core(const struct front_core **core);

#endif
