/* launcher.c - the file bin/gapsharp: becomes the image of the command that is built for this processor, lib/gapsharp/LEVEL/gapsharp.
 * The process, its arguments, streams and signals stay as they are.
 *
 * SPDX-License-Identifier: MIT */
#include "front.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { FAILURE = 1, USAGE = 2 };

/* The folder above the one that this file lies in, links resolved: of what is installed. */
static int find_root(char root[PATH_MAX]) {
  ssize_t length = readlink("/proc/self/exe", root, PATH_MAX - 1);
  if (length < 0)
    return 0;
  root[length] = '\0';
  for (int up = 0; up < 2; up++) {
    char *slash = strrchr(root, '/');
    if (slash == NULL)
      return 0;
    *slash = '\0';
  }
  return 1;
}

/* The best installed image that the processor can run: a small installation may leave some out. Returns only if there is none. */
static int32_t run(char **arguments) {
  char root[PATH_MAX], image[PATH_MAX + 64];
  int level;
  int32_t status = front_best_level(&level);
  if (status != GAPSHARP_OK)
    return status;
  if (!find_root(root))
    return front_fail(GAPSHARP_ERROR_IO, "cannot tell the folder of gapsharp (/proc/self/exe: %s)", strerror(errno));
  for (int candidate = level; candidate < front_level_count; candidate++) {
    snprintf(image, sizeof image, "%s/lib/gapsharp/%s/gapsharp", root, front_levels[candidate]);
    if (access(image, F_OK) != 0)
      continue;
    execv(image, arguments);
    return front_fail(GAPSHARP_ERROR_IO, "cannot run %.900s: %s", image, strerror(errno));
  }
  return front_fail(GAPSHARP_ERROR_IO, "no image for this processor, expected %.900s/lib/gapsharp/%s/gapsharp", root, front_levels[level]);
}

int main(int count, char **arguments) {
  (void)count;
  int32_t status = run(arguments);
  fprintf(stderr, "gapsharp: error: %s\n", front_message());
  return status == GAPSHARP_ERROR_ARGUMENT ? USAGE : FAILURE;
}
