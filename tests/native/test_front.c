/* test_front.c - a library that is installed badly, or told nonsense, answers with an error.
 * Arguments: path of a libgapsharp.so, status to expect of every function that needs the image, text to expect in the message (for
 * status 0: in the version).
 *
 * SPDX-License-Identifier: MIT */
#include "check.h"

#include <dlfcn.h>
#include <stdlib.h>
#include <unistd.h>

static void *library;
static int expected;
static const char *text;

static void the_image_is_found(void) {
  int32_t (*version)(char *, int64_t);
  char message[1024] = "";
  *(void **)&version = dlsym(library, "gapsharp_version");
  CHECK(version(message, sizeof message) == GAPSHARP_OK && strstr(message, text) != NULL);
}

static void the_image_is_missed_with_a_message(void) {
  int32_t (*version)(char *, int64_t), (*create)(const char *, gapsharp_model **), (*last_error)(char *, int64_t), (*abi)(int32_t *);
  char message[1024] = "";
  gapsharp_model *model = NULL;
  int32_t number = 0;
  *(void **)&version = dlsym(library, "gapsharp_version");
  *(void **)&create = dlsym(library, "gapsharp_create");
  *(void **)&last_error = dlsym(library, "gapsharp_last_error");
  *(void **)&abi = dlsym(library, "gapsharp_abi_version");
  CHECK(abi(&number) == GAPSHARP_OK && number == GAPSHARP_ABI_VERSION);
  for (int round = 0; round < 2; round++) {
    CHECK(version(message, sizeof message) == expected);
    CHECK(create("model.xml", &model) == expected);
    CHECK(last_error(message, sizeof message) == GAPSHARP_OK);
    if (strstr(message, text) == NULL) {
      printf("# message is \"%s\", expected it to contain \"%s\"\n", message, text);
      CHECK(!"the message names the cause");
    }
  }
}

int main(int count, char **arguments) {
  if (count != 4) {
    fprintf(stderr, "usage: test_front LIBRARY STATUS TEXT\n");
    return 2;
  }
  library = dlopen(arguments[1], RTLD_NOW | RTLD_LOCAL);
  if (library == NULL) {
    printf("not ok - %s cannot be loaded: %s\n", arguments[1], dlerror());
    return 1;
  }
  if (chdir("/") != 0)
    return 2;
  expected = atoi(arguments[2]);
  text = arguments[3];
  if (expected == GAPSHARP_OK)
    RUN(the_image_is_found);
  else
    RUN(the_image_is_missed_with_a_message);
  return check_summary();
}
