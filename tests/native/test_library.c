/* test_library.c - the library itself: versions, messages, handles, and arguments that are wrong whatever the model.
 *
 * SPDX-License-Identifier: MIT */
#include "check.h"

#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>

static void abi_version_is_the_header_s(void) {
  int32_t version = 0;
  CHECK_OK(gapsharp_abi_version(&version));
  CHECK(version == GAPSHARP_ABI_VERSION);
  CHECK_ERROR(gapsharp_abi_version(NULL), GAPSHARP_ERROR_ARGUMENT, "version is NULL");
}

static void version_names_the_instruction_level(void) {
  char text[64];
  CHECK_OK(gapsharp_version(text, sizeof text));
  CHECK(strstr(text, " (") != NULL && text[strlen(text) - 1] == ')');
  printf("# version %s\n", text);
  const char *expected = getenv("EXPECTED_LEVEL"); /* set by run.sh where it knows */
  if (expected != NULL)
    CHECK(strstr(text, expected) != NULL);
}

static void text_is_truncated_within_the_buffer(void) {
  char text[8] = "#######";
  CHECK_OK(gapsharp_version(text, 4));
  CHECK(strlen(text) == 3 && text[4] == '#');
  CHECK_OK(gapsharp_version(text, 1));
  CHECK(text[0] == '\0');
  CHECK_ERROR(gapsharp_version(text, 0), GAPSHARP_ERROR_ARGUMENT, "capacity is 0, expected 1");
  CHECK_ERROR(gapsharp_version(text, -5), GAPSHARP_ERROR_ARGUMENT, "capacity is -5");
  CHECK_ERROR(gapsharp_version(NULL, 8), GAPSHARP_ERROR_ARGUMENT, "buffer is NULL");
  CHECK_OK(gapsharp_last_error(text, 7));
  CHECK(strcmp(text, "buffer") == 0);
  CHECK(gapsharp_last_error(NULL, 7) == GAPSHARP_ERROR_ARGUMENT);
  CHECK(gapsharp_last_error(text, 0) == GAPSHARP_ERROR_ARGUMENT);
}

static void *message_of_another_thread(void *unused) {
  char text[64];
  (void)unused;
  CHECK_OK(gapsharp_last_error(text, sizeof text));
  CHECK(text[0] == '\0');
  CHECK_ERROR(gapsharp_cutoff(NULL, NULL), GAPSHARP_ERROR_ARGUMENT, "model is NULL");
  return NULL;
}

static void messages_are_kept_per_thread(void) {
  pthread_t thread;
  char text[64];
  CHECK_ERROR(gapsharp_abi_version(NULL), GAPSHARP_ERROR_ARGUMENT, "version is NULL");
  CHECK(pthread_create(&thread, NULL, message_of_another_thread, NULL) == 0);
  pthread_join(thread, NULL);
  CHECK_OK(gapsharp_last_error(text, sizeof text));
  CHECK(strstr(text, "version is NULL") != NULL);
}

/* Handles that no create ever gave, and why they are wrong. */
static void wrong_handles_are_refused(void) {
  static double memory[16];
  gapsharp_model *wrong[] = {NULL, (gapsharp_model *)1, (gapsharp_model *)(intptr_t)-1, (gapsharp_model *)memory};
  for (int k = 0; k < 4; k++) {
    const char *text = k == 0 ? "model is NULL" : "is not open, expected a handle";
    double number;
    int32_t integer;
    int64_t rows;
    char buffer[8];
    CHECK_ERROR(gapsharp_cutoff(wrong[k], &number), GAPSHARP_ERROR_ARGUMENT, text);
    CHECK_ERROR(gapsharp_species(wrong[k], NULL, 0, &integer), GAPSHARP_ERROR_ARGUMENT, text);
    CHECK_ERROR(gapsharp_set_num_threads(wrong[k], 1), GAPSHARP_ERROR_ARGUMENT, text);
    CHECK_ERROR(gapsharp_get_num_threads(wrong[k], &integer), GAPSHARP_ERROR_ARGUMENT, text);
    CHECK_ERROR(gapsharp_compute(wrong[k], NULL), GAPSHARP_ERROR_ARGUMENT, text);
    CHECK_ERROR(gapsharp_evaluate(wrong[k], NULL), GAPSHARP_ERROR_ARGUMENT, text);
    CHECK_ERROR(gapsharp_coordinate_count(wrong[k], &integer), GAPSHARP_ERROR_ARGUMENT, text);
    CHECK_ERROR(gapsharp_coordinate_descriptor(wrong[k], 0, buffer, 8), GAPSHARP_ERROR_ARGUMENT, text);
    CHECK_ERROR(gapsharp_describe(wrong[k], 0, NULL, NULL, NULL, 0, &rows, &integer), GAPSHARP_ERROR_ARGUMENT, text);
    if (k > 0)
      CHECK_ERROR(gapsharp_destroy(wrong[k]), GAPSHARP_ERROR_ARGUMENT, text);
  }
  CHECK_OK(gapsharp_destroy(NULL));
}

int main(void) {
  RUN(abi_version_is_the_header_s);
  RUN(version_names_the_instruction_level);
  RUN(text_is_truncated_within_the_buffer);
  RUN(messages_are_kept_per_thread);
  RUN(wrong_handles_are_refused);
  return check_summary();
}
