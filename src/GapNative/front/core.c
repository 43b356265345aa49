/* core.c - finds, loads and starts the core image.
 *
 * SPDX-License-Identifier: MIT */
#include "front.h"

#include <dlfcn.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define IMAGE "libgapsharp-core.so"

typedef int32_t (*start_function)(int32_t abi_version, const char *level, char *(*message)(void), int32_t message_capacity);

static char folder[PATH_MAX];
static pthread_once_t once = PTHREAD_ONCE_INIT;
static struct front_core table;
static int32_t outcome;
static char complaint[FRONT_MESSAGE_CAPACITY];
static volatile sig_atomic_t forked;

/* Where this library lies, links resolved; asked at load, because the host may leave the directory that a relative path starts from. */
__attribute__((constructor)) static void remember_folder(void) {
  Dl_info self;
  char path[PATH_MAX];
  char *slash;
  if (dladdr(folder, &self) == 0 || realpath(self.dli_fname, path) == NULL)
    return;
  slash = strrchr(path, '/');
  if (slash == NULL)
    return;
  *slash = '\0';
  strcpy(folder, path);
}

/* The runtime ignores SIGPIPE when it starts; what the host does about it is the host's choice. */
static int32_t start(start_function function, const char *level) {
  struct sigaction pipe;
  int saved = sigaction(SIGPIPE, NULL, &pipe) == 0;
  int32_t status = function(GAPSHARP_ABI_VERSION, level, front_message, FRONT_MESSAGE_CAPACITY);
  if (saved)
    sigaction(SIGPIPE, &pipe, NULL);
  return status;
}

static int32_t load(const char *path, const char *level) {
  start_function function;
  void *image = dlopen(path, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
  if (image == NULL)
    return front_fail(GAPSHARP_ERROR_IO, "cannot load %s", dlerror());

#define FRONT_SYMBOL(name, member)                                                                               \
  do {                                                                                                           \
    void *symbol = dlsym(image, "gapsharp_core_" #name);                                                         \
    if (symbol == NULL)                                                                                          \
      return front_fail(GAPSHARP_ERROR_INTERNAL, "%s lacks gapsharp_core_" #name ": not of this version", path); \
    memcpy(&(member), &symbol, sizeof symbol);                                                                   \
  } while (0);
#define FRONT_FILL(name, parameters, arguments) FRONT_SYMBOL(name, table.name)
  FRONT_SYMBOL(start, function)
  GAPSHARP_FUNCTIONS(FRONT_FILL)
#undef FRONT_FILL
#undef FRONT_SYMBOL
  return start(function, level);
}

/* The best installed image that the processor can run: a small installation may leave some out. */
static int32_t find_and_load(void) {
  char path[PATH_MAX + 64];
  int level;
  int32_t status = front_best_level(&level);
  if (status != GAPSHARP_OK)
    return status;
  if (folder[0] == '\0')
    return front_fail(GAPSHARP_ERROR_IO, "cannot tell the folder of libgapsharp.so, expected it to be loaded from a file");
  for (int candidate = level; candidate < front_level_count; candidate++) {
    snprintf(path, sizeof path, "%s/gapsharp/%s/" IMAGE, folder, front_levels[candidate]);
    if (access(path, F_OK) == 0)
      return load(path, front_levels[candidate]);
  }
  return front_fail(GAPSHARP_ERROR_IO, "no image for this processor beside libgapsharp.so, expected %.700s/gapsharp/%s/" IMAGE, folder,
                    front_levels[level]);
}

/* A fork copies the runtime without its threads: the child would sooner or later wait for them for ever. */
static void in_child(void) { forked = 1; }

static void load_once(void) {
  outcome = find_and_load();
  if (outcome == GAPSHARP_OK)
    pthread_atfork(NULL, NULL, in_child);
  else
    strcpy(complaint, front_message());
}

int32_t front_core(const struct front_core **core) {
  pthread_once(&once, load_once);
  *core = &table;
  if (forked)
    return front_fail(GAPSHARP_ERROR_UNSUPPORTED,
                      "this process was forked from one that had GapSharp running, expected a process of its own "
                      "(fork before the first call, or start programs with exec)");
  return outcome == GAPSHARP_OK ? GAPSHARP_OK : front_fail(outcome, "%s", complaint);
}
