/* test_model.c - making, asking and destroying models; everything that can be wrong with their files.
 *
 * SPDX-License-Identifier: MIT */
#include "check.h"
#include "pair_model.h"

#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

static void a_model_in_memory_answers(void) {
  double cutoff = 0.0;
  int32_t numbers[4] = {0, 0, 0, 0}, count = -1;
  gapsharp_model *model = pair_open(1.0);
  CHECK_OK(gapsharp_cutoff(model, &cutoff));
  CHECK_CLOSE(cutoff, PAIR_CUTOFF, 0.0);
  CHECK_OK(gapsharp_species(model, numbers, 4, &count));
  CHECK(count == 1 && numbers[0] == 11 && numbers[1] == 0);
  count = -1;
  CHECK_OK(gapsharp_species(model, NULL, 0, &count));
  CHECK(count == 1);
  CHECK_ERROR(gapsharp_species(model, NULL, 1, &count), GAPSHARP_ERROR_ARGUMENT, "numbers is NULL");
  CHECK_ERROR(gapsharp_species(model, numbers, -1, &count), GAPSHARP_ERROR_ARGUMENT, "capacity is -1");
  CHECK_ERROR(gapsharp_species(model, numbers, 4, NULL), GAPSHARP_ERROR_ARGUMENT, "count is NULL");
  CHECK_ERROR(gapsharp_cutoff(model, NULL), GAPSHARP_ERROR_ARGUMENT, "cutoff is NULL");
  CHECK_OK(gapsharp_destroy(model));
}

static void threads_are_kept_and_limited(void) {
  int32_t threads = 0;
  gapsharp_model *model = pair_open(1.0);
  CHECK_OK(gapsharp_get_num_threads(model, &threads));
  CHECK(threads == 1);
  CHECK_OK(gapsharp_set_num_threads(model, 256));
  CHECK_OK(gapsharp_get_num_threads(model, &threads));
  CHECK(threads == 256);
  CHECK_ERROR(gapsharp_set_num_threads(model, 0), GAPSHARP_ERROR_ARGUMENT, "threads is 0, expected 1 to 256");
  CHECK_ERROR(gapsharp_set_num_threads(model, 257), GAPSHARP_ERROR_ARGUMENT, "threads is 257");
  CHECK_ERROR(gapsharp_get_num_threads(model, NULL), GAPSHARP_ERROR_ARGUMENT, "threads is NULL");
  CHECK_OK(gapsharp_destroy(model));
}

static void destroyed_models_are_refused(void) {
  double cutoff;
  gapsharp_model *first = pair_open(1.0), *second = pair_open(2.0);
  CHECK(first != second);
  CHECK_OK(gapsharp_destroy(first));
  CHECK_ERROR(gapsharp_cutoff(first, &cutoff), GAPSHARP_ERROR_ARGUMENT, "is not open");
  CHECK_ERROR(gapsharp_destroy(first), GAPSHARP_ERROR_ARGUMENT, "is not open");
  CHECK_OK(gapsharp_cutoff(second, &cutoff));
  CHECK_OK(gapsharp_destroy(second));
}

static void coordinates_are_described(void) {
  int32_t count = 0, dimensions = 0, centre[2] = {-1, -1};
  int64_t rows = 0;
  char text[256];
  double vectors[2] = {0.0, 0.0}, positions[6] = {0.0, 0.0, 0.0, 0.0, 3.0, 0.0};
  int32_t numbers[2] = {11, 11};
  gapsharp_evaluate_args pair = {.struct_size = sizeof pair, .natoms = 2, .positions = positions, .numbers = numbers};
  gapsharp_model *model = pair_open(1.0);
  CHECK_OK(gapsharp_coordinate_count(model, &count));
  CHECK(count == 1);
  CHECK_OK(gapsharp_coordinate_descriptor(model, 0, text, sizeof text));
  CHECK(strstr(text, "distance_2b") != NULL);
  CHECK_ERROR(gapsharp_coordinate_descriptor(model, 1, text, sizeof text), GAPSHARP_ERROR_ARGUMENT, "coordinate is 1, expected 0 to 0");
  CHECK_ERROR(gapsharp_coordinate_descriptor(model, -1, text, sizeof text), GAPSHARP_ERROR_ARGUMENT, "coordinate is -1");

  CHECK_OK(gapsharp_describe(model, 0, &pair, NULL, NULL, 0, &rows, &dimensions));
  CHECK(rows == 2 && dimensions == 1);
  CHECK_OK(gapsharp_describe(model, 0, &pair, vectors, centre, 1, &rows, &dimensions));
  CHECK(rows == 2 && centre[0] == 0 && centre[1] == -1 && vectors[1] == 0.0);
  CHECK_OK(gapsharp_describe(model, 0, &pair, vectors, centre, 2, &rows, &dimensions));
  CHECK(centre[0] == 0 && centre[1] == 1);
  CHECK_CLOSE(vectors[0], 3.0, 1e-15);
  CHECK_CLOSE(vectors[1], 3.0, 1e-15);
  CHECK_ERROR(gapsharp_describe(model, 0, &pair, vectors, centre, -1, &rows, &dimensions), GAPSHARP_ERROR_ARGUMENT, "capacity_rows is -1");
  CHECK_ERROR(gapsharp_describe(model, 0, NULL, NULL, NULL, 0, &rows, &dimensions), GAPSHARP_ERROR_ARGUMENT, "args is NULL");
  CHECK_ERROR(gapsharp_describe(model, 0, &pair, NULL, NULL, 0, NULL, &dimensions), GAPSHARP_ERROR_ARGUMENT, "rows is NULL");
  CHECK_OK(gapsharp_destroy(model));
}

static void a_descriptor_alone_describes(void) {
  const char *pairs = "distance_2b cutoff=4.0 Z1=11 Z2=11", *soap = "soap l_max=3 n_max=4 cutoff=4.0 atom_sigma=0.5";
  int32_t dimensions = 0, centre[2] = {-1, -1};
  int64_t rows = 0;
  double vectors[2] = {0.0, 0.0}, power[2][41], positions[6] = {0.0, 0.0, 0.0, 0.0, 3.0, 0.0}, norm = 0.0;
  int32_t numbers[2] = {11, 11};
  gapsharp_evaluate_args pair = {.struct_size = sizeof pair, .natoms = 2, .positions = positions, .numbers = numbers};
  CHECK_OK(gapsharp_describe_structure(pairs, &pair, NULL, NULL, 0, &rows, &dimensions));
  CHECK(rows == 2 && dimensions == 1);
  CHECK_OK(gapsharp_describe_structure(pairs, &pair, vectors, centre, 1, &rows, &dimensions));
  CHECK(rows == 2 && centre[0] == 0 && centre[1] == -1 && vectors[1] == 0.0);
  CHECK_CLOSE(vectors[0], 3.0, 1e-15);
  CHECK_OK(gapsharp_describe_structure(soap, &pair, power[0], centre, 2, &rows, &dimensions));
  CHECK(rows == 2 && dimensions == 41 && centre[1] == 1);
  for (int k = 0; k < 41; k++) {
    norm += power[0][k] * power[0][k];
    CHECK_CLOSE(power[1][k], power[0][k], 1e-12); /* either atom sees the other in the same way */
  }
  CHECK_CLOSE(norm, 1.0, 1e-12);

#define REFUSE(status, text, ...) CHECK_ERROR(gapsharp_describe_structure(__VA_ARGS__), GAPSHARP_ERROR_##status, text)
  REFUSE(ARGUMENT, "descriptor is NULL", NULL, &pair, NULL, NULL, 0, &rows, &dimensions);
  REFUSE(ARGUMENT, "descriptor is empty", "", &pair, NULL, NULL, 0, &rows, &dimensions);
  REFUSE(FORMAT, "cutoff", "soap l_max=3 n_max=4 atom_sigma=0.5", &pair, NULL, NULL, 0, &rows, &dimensions);
  REFUSE(UNSUPPORTED, "descriptor 'soup' is not supported", "soup cutoff=4.0", &pair, NULL, NULL, 0, &rows, &dimensions);
  REFUSE(ARGUMENT, "args is NULL", pairs, NULL, NULL, NULL, 0, &rows, &dimensions);
  REFUSE(ARGUMENT, "capacity_rows is -1", pairs, &pair, vectors, centre, -1, &rows, &dimensions);
  REFUSE(ARGUMENT, "rows is NULL", pairs, &pair, NULL, NULL, 0, NULL, &dimensions);
  REFUSE(ARGUMENT, "dimensions is NULL", pairs, &pair, NULL, NULL, 0, &rows, NULL);
}

static void create_refuses_bad_files(void) {
  char path[] = "/tmp/gapsharp-test-XXXXXX";
  const char *broken = "<GAP_params label='x'";
  gapsharp_model *model = (gapsharp_model *)1;
  int file = mkstemp(path);
  CHECK(file >= 0 && write(file, broken, strlen(broken)) == (ssize_t)strlen(broken));
  close(file);
  CHECK_ERROR(gapsharp_create(path, &model), GAPSHARP_ERROR_FORMAT, "");
  CHECK(model == NULL);
  unlink(path);
  CHECK_ERROR(gapsharp_create(path, &model), GAPSHARP_ERROR_IO, path);
  CHECK_ERROR(gapsharp_create("", &model), GAPSHARP_ERROR_ARGUMENT, "path is empty");
  CHECK_ERROR(gapsharp_create(NULL, &model), GAPSHARP_ERROR_ARGUMENT, "path is NULL");
  CHECK_ERROR(gapsharp_create(path, NULL), GAPSHARP_ERROR_ARGUMENT, "model is NULL");
}

static void options_are_checked(void) {
  char path[] = "/tmp/gapsharp-test-XXXXXX";
  const char *xml = pair_xml(1.0);
  gapsharp_model *model = (gapsharp_model *)1;
  gapsharp_options options = {.struct_size = sizeof options, .compression = 2};
  double cutoff = 0.0;
  int file = mkstemp(path);
  CHECK(file >= 0 && write(file, xml, strlen(xml)) == (ssize_t)strlen(xml));
  close(file);
  CHECK_ERROR(gapsharp_create_with(path, &options, &model), GAPSHARP_ERROR_ARGUMENT, "compression is 2, expected 0 to 1");
  CHECK(model == NULL);
  options.struct_size = 4;
  CHECK_ERROR(gapsharp_create_with(path, &options, &model), GAPSHARP_ERROR_ARGUMENT, "struct_size of gapsharp_options is 4, expected 8");
  options.struct_size = sizeof options;
  for (options.compression = 0; options.compression < 2; options.compression++) {
    CHECK_OK(gapsharp_create_with(path, &options, &model));
    CHECK_OK(gapsharp_cutoff(model, &cutoff));
    CHECK_CLOSE(cutoff, PAIR_CUTOFF, 0.0);
    CHECK_OK(gapsharp_destroy(model));
  }
  CHECK_OK(gapsharp_create_with(path, NULL, &model));
  CHECK_OK(gapsharp_destroy(model));
  unlink(path);
  CHECK_ERROR(gapsharp_create_with(path, NULL, &model), GAPSHARP_ERROR_IO, path);
  CHECK_ERROR(gapsharp_create_with(NULL, &options, &model), GAPSHARP_ERROR_ARGUMENT, "path is NULL");
  CHECK_ERROR(gapsharp_create_with(path, NULL, NULL), GAPSHARP_ERROR_ARGUMENT, "model is NULL");
}

static void create_from_memory_refuses_bad_text(void) {
  gapsharp_model *model = (gapsharp_model *)1;
  const char *xml = pair_xml(1.0);
  CHECK_ERROR(gapsharp_create_from_memory(xml, (int64_t)strlen(xml) / 2, NULL, &model), GAPSHARP_ERROR_FORMAT, "");
  CHECK(model == NULL);
  CHECK_ERROR(gapsharp_create_from_memory("\xff\xfe nonsense", 11, NULL, &model), GAPSHARP_ERROR_FORMAT, "");
  CHECK_ERROR(gapsharp_create_from_memory(xml, 0, NULL, &model), GAPSHARP_ERROR_ARGUMENT, "length is 0, expected 1");
  CHECK_ERROR(gapsharp_create_from_memory(xml, -1, NULL, &model), GAPSHARP_ERROR_ARGUMENT, "length is -1");
  CHECK_ERROR(gapsharp_create_from_memory(NULL, 10, NULL, &model), GAPSHARP_ERROR_ARGUMENT, "xml is NULL");
  CHECK_ERROR(gapsharp_create_from_memory(xml, 10, NULL, NULL), GAPSHARP_ERROR_ARGUMENT, "model is NULL");
}

static void messages_are_one_line(void) {
  gapsharp_model *model;
  char text[1024];
  CHECK(gapsharp_create("/no/such\nfolder/model.xml", &model) == GAPSHARP_ERROR_IO);
  CHECK_OK(gapsharp_last_error(text, sizeof text));
  CHECK(text[0] != '\0' && strchr(text, '\n') == NULL && strchr(text, '\r') == NULL);
}

int main(void) {
  RUN(a_model_in_memory_answers);
  RUN(threads_are_kept_and_limited);
  RUN(destroyed_models_are_refused);
  RUN(coordinates_are_described);
  RUN(a_descriptor_alone_describes);
  RUN(create_refuses_bad_files);
  RUN(options_are_checked);
  RUN(create_from_memory_refuses_bad_text);
  RUN(messages_are_one_line);
  return check_summary();
}
