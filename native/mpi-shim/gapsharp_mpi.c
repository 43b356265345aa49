/* gapsharp_mpi.c - the few calls of MPI that a fit on several ranks needs, in plain C types: what MPI_Comm and the constants of mpi.h are
 * differs from one MPI to the next, and only a compiler can know.
 *
 * Functions return 0 or MPI's error code, whose meaning gapsharp_mpi_error_text gives. Calls may come from any thread, one at a time.
 * All ranks are those of MPI_COMM_WORLD, in a communicator of their own.
 *
 * SPDX-License-Identifier: MIT */
#include <mpi.h>

#include <sched.h>
#include <stdint.h>
#include <stdio.h>
#include <time.h>

#define EXPORT __attribute__((visibility("default")))

/* MPI counts in int: longer messages go in pieces of this many bytes. */
#define PIECE ((int64_t)1 << 30)

/* Polls before a wait begins to sleep, and how long (ns). */
#define POLLS 1000
#define NAP 100000

static MPI_Comm ranks = MPI_COMM_NULL;
static int started_here;

static int piece(int64_t length) { return (int)(length < PIECE ? length : PIECE); }

/* Completes a request. MPI's own wait keeps a processor busy, which the threads of a rank that still works can use better. */
static int await(int status, MPI_Request *request, MPI_Status *message) {
  int done = 0;
  for (int polls = 0; status == MPI_SUCCESS; ++polls) {
    status = MPI_Test(request, &done, message);
    if (done || status != MPI_SUCCESS)
      break;
    if (polls < POLLS)
      sched_yield();
    else
      nanosleep(&(struct timespec){0, NAP}, NULL);
  }
  return status;
}

EXPORT int32_t gapsharp_mpi_init(void) {
  int initialised = 0, provided = 0, status;
  if (ranks != MPI_COMM_NULL)
    return MPI_SUCCESS;
  if ((status = MPI_Initialized(&initialised)) != MPI_SUCCESS)
    return status;
  status = initialised ? MPI_Query_thread(&provided) : MPI_Init_thread(NULL, NULL, MPI_THREAD_SERIALIZED, &provided);
  if (status != MPI_SUCCESS)
    return status;
  started_here = !initialised;
  if (provided < MPI_THREAD_SERIALIZED)
    return MPI_ERR_UNSUPPORTED_OPERATION;
  if ((status = MPI_Comm_dup(MPI_COMM_WORLD, &ranks)) != MPI_SUCCESS)
    return status;
  return MPI_Comm_set_errhandler(ranks, MPI_ERRORS_RETURN);
}

EXPORT int32_t gapsharp_mpi_finalise(void) {
  int status = ranks == MPI_COMM_NULL ? MPI_SUCCESS : MPI_Comm_free(&ranks);
  if (status == MPI_SUCCESS && started_here) {
    started_here = 0;
    status = MPI_Finalize();
  }
  return status;
}

EXPORT int32_t gapsharp_mpi_rank(int32_t *rank) { return MPI_Comm_rank(ranks, rank); }

EXPORT int32_t gapsharp_mpi_size(int32_t *size) { return MPI_Comm_size(ranks, size); }

EXPORT int32_t gapsharp_mpi_barrier(void) {
  MPI_Request request = MPI_REQUEST_NULL;
  int status = MPI_Ibarrier(ranks, &request);
  return await(status, &request, MPI_STATUS_IGNORE);
}

EXPORT int32_t gapsharp_mpi_broadcast(char *data, int64_t length, int32_t root) {
  int status = MPI_SUCCESS;
  for (int64_t done = 0; done < length && status == MPI_SUCCESS; done += PIECE) {
    MPI_Request request = MPI_REQUEST_NULL;
    status = MPI_Ibcast(data + done, piece(length - done), MPI_BYTE, root, ranks, &request);
    status = await(status, &request, MPI_STATUS_IGNORE);
  }
  return status;
}

EXPORT int32_t gapsharp_mpi_send(const char *data, int64_t length, int32_t to) {
  int status = MPI_SUCCESS;
  for (int64_t done = 0; done < length && status == MPI_SUCCESS; done += PIECE) {
    MPI_Request request = MPI_REQUEST_NULL;
    status = MPI_Isend(data + done, piece(length - done), MPI_BYTE, to, 0, ranks, &request);
    status = await(status, &request, MPI_STATUS_IGNORE);
  }
  return status;
}

/* A message of another length is an error: the ranks are out of step. */
EXPORT int32_t gapsharp_mpi_receive(char *data, int64_t length, int32_t from) {
  int status = MPI_SUCCESS;
  for (int64_t done = 0; done < length && status == MPI_SUCCESS; done += PIECE) {
    MPI_Request request = MPI_REQUEST_NULL;
    MPI_Status message;
    int count = 0;
    status = MPI_Irecv(data + done, piece(length - done), MPI_BYTE, from, 0, ranks, &request);
    status = await(status, &request, &message);
    if (status == MPI_SUCCESS)
      status = MPI_Get_count(&message, MPI_BYTE, &count);
    if (status == MPI_SUCCESS && count != piece(length - done))
      status = MPI_ERR_TRUNCATE;
  }
  return status;
}

EXPORT int32_t gapsharp_mpi_sum(double *value) {
  MPI_Request request = MPI_REQUEST_NULL;
  int status = MPI_Iallreduce(MPI_IN_PLACE, value, 1, MPI_DOUBLE, MPI_SUM, ranks, &request);
  return await(status, &request, MPI_STATUS_IGNORE);
}

EXPORT int32_t gapsharp_mpi_max(int64_t *value) {
  MPI_Request request = MPI_REQUEST_NULL;
  int status = MPI_Iallreduce(MPI_IN_PLACE, value, 1, MPI_INT64_T, MPI_MAX, ranks, &request);
  return await(status, &request, MPI_STATUS_IGNORE);
}

EXPORT void gapsharp_mpi_abort(int32_t code) { MPI_Abort(MPI_COMM_WORLD, code); }

/* Writes at most capacity bytes with the closing zero. */
EXPORT void gapsharp_mpi_error_text(int32_t code, char *text, int32_t capacity) {
  char buffer[MPI_MAX_ERROR_STRING] = "unknown error";
  int length = 0;
  MPI_Error_string(code, buffer, &length);
  snprintf(text, (size_t)capacity, "%s", buffer);
}
