/* message.c - this thread's last error.
 *
 * SPDX-License-Identifier: MIT */
#include "front.h"

#include <stdarg.h>
#include <stdio.h>

static _Thread_local char message[FRONT_MESSAGE_CAPACITY];

char *front_message(void) { return message; }

int32_t front_fail(int32_t status, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(message, sizeof message, format, arguments);
  va_end(arguments);
  return status;
}
