/* gapsharp.c - the exported functions.
 *
 * SPDX-License-Identifier: MIT */
#pragma GCC visibility push(default)
#include "gapsharp.h"
#pragma GCC visibility pop
#include "front.h"

#include <stddef.h>
#include <string.h>

int32_t gapsharp_abi_version(int32_t *version) {
  if (version == NULL)
    return front_fail(GAPSHARP_ERROR_ARGUMENT, "version is NULL, expected a valid pointer");
  *version = GAPSHARP_ABI_VERSION;
  return GAPSHARP_OK;
}

int32_t gapsharp_last_error(char *buffer, int64_t capacity) {
  size_t length = strlen(front_message());
  if (buffer == NULL || capacity < 1)
    return GAPSHARP_ERROR_ARGUMENT; /* without a message: it would replace the one asked for */
  if ((int64_t)length > capacity - 1)
    length = (size_t)(capacity - 1);
  memcpy(buffer, front_message(), length);
  buffer[length] = '\0';
  return GAPSHARP_OK;
}

#define FORWARD(name, parameters, arguments)                      \
  int32_t gapsharp_##name parameters {                            \
    const struct front_core *core;                                \
    int32_t status = front_core(&core);                           \
    return status != GAPSHARP_OK ? status : core->name arguments; \
  }
GAPSHARP_FUNCTIONS(FORWARD)
