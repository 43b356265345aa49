/* test_host.c - the host's process stays the host's: signal dispositions, output streams, floating-point state, unloading.
 *
 * SPDX-License-Identifier: MIT */
#include "check.h"
#include "pair_model.h"

#include <dlfcn.h>
#include <fenv.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static sigjmp_buf after_fault;
static volatile sig_atomic_t pipes;

static void on_pipe(int number) {
  (void)number;
  pipes++;
}

static void on_fault(int number) {
  (void)number;
  siglongjmp(after_fault, 1);
}

static void start_library(void) {
  char text[64];
  CHECK_OK(gapsharp_version(text, sizeof text));
}

/* Each case runs in a fresh process, so that the runtime starts inside it. */
static void the_host_s_sigpipe_handler_stays(void) {
  struct sigaction action = {.sa_handler = on_pipe}, found;
  sigaction(SIGPIPE, &action, NULL);
  start_library();
  sigaction(SIGPIPE, NULL, &found);
  CHECK(found.sa_handler == on_pipe);
  raise(SIGPIPE);
  CHECK(pipes == 1);
}

static void the_default_sigpipe_action_stays(void) {
  struct sigaction found;
  signal(SIGPIPE, SIG_DFL);
  start_library();
  sigaction(SIGPIPE, NULL, &found);
  CHECK(found.sa_handler == SIG_DFL);
}

static void a_fault_of_the_host_reaches_its_handler(void) {
  struct sigaction action = {.sa_handler = on_fault, .sa_flags = SA_NODEFER};
  volatile int reached = 0;
  int *volatile nowhere = NULL;
  sigaction(SIGSEGV, &action, NULL);
  start_library();
  if (sigsetjmp(after_fault, 1) == 0)
    *nowhere = 1;
  else
    reached = 1;
  CHECK(reached);
  start_library();
}

static void other_signals_stay(void) {
  const int signals[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGCHLD, SIGALRM, SIGUSR1, SIGUSR2, SIGABRT, SIGBUS, SIGILL, SIGCONT};
  struct sigaction before[12], after;
  for (int k = 0; k < 12; k++)
    sigaction(signals[k], NULL, &before[k]);
  start_library();
  gapsharp_model *model = pair_open(1.0);
  CHECK_OK(gapsharp_destroy(model));
  for (int k = 0; k < 12; k++) {
    sigaction(signals[k], NULL, &after);
    CHECK(after.sa_handler == before[k].sa_handler);
  }
}

static void nothing_is_printed(void) {
  char text[16];
  int ends[2], out = dup(1), err = dup(2);
  gapsharp_model *model;
  CHECK(pipe(ends) == 0);
  fflush(NULL);
  dup2(ends[1], 1);
  dup2(ends[1], 2);
  start_library();
  gapsharp_create("/no/such/file.xml", &model);
  model = pair_open(1.0);
  gapsharp_compute(model, NULL);
  gapsharp_destroy(model);
  fflush(NULL);
  dup2(out, 1);
  dup2(err, 2);
  close(ends[1]);
  CHECK(read(ends[0], text, sizeof text) == 0);
}

static void the_rounding_mode_stays(void) {
  fesetround(FE_UPWARD);
  start_library();
  CHECK(fegetround() == FE_UPWARD);
  fesetround(FE_TONEAREST);
  feclearexcept(FE_ALL_EXCEPT);
}

/* Exit status of a child that tries to use the library. */
static int in_a_child(void) {
  int status = -1;
  fflush(NULL);
  pid_t child = fork();
  if (child == 0) {
    char text[1024] = "";
    gapsharp_model *model = NULL;
    const char *xml = pair_xml(1.0);
    int result = gapsharp_create_from_memory(xml, (int64_t)strlen(xml), NULL, &model);
    gapsharp_last_error(text, sizeof text);
    _exit(result == GAPSHARP_ERROR_UNSUPPORTED && strstr(text, "forked") == NULL ? 99 : result);
  }
  CHECK(child > 0 && waitpid(child, &status, 0) == child && WIFEXITED(status));
  return WEXITSTATUS(status);
}

static void a_child_forked_before_the_first_call_works(void) {
  CHECK(in_a_child() == GAPSHARP_OK);
  start_library();
  gapsharp_model *model = pair_open(1.0);
  CHECK_OK(gapsharp_destroy(model));
}

static void a_child_forked_after_it_is_told(void) {
  start_library();
  CHECK(in_a_child() == GAPSHARP_ERROR_UNSUPPORTED);
  gapsharp_model *model = pair_open(1.0); /* and the parent goes on */
  CHECK_OK(gapsharp_destroy(model));
}

static void *compute_for_ever(void *model) {
  static struct pair_cluster cluster;
  static struct pair_list list;
  gapsharp_compute_args args;
  double energy;
  pair_make_cluster(&cluster, 60, 1);
  pair_prepare(&args, &list, &cluster);
  args.energy = &energy;
  while (gapsharp_compute(model, &args) == GAPSHARP_OK)
    ;
  return NULL;
}

/* A host that has had enough exits with a call under way, workers running and the model open. */
static void exit_amid_a_call_is_an_ordinary_exit(void) {
  int status = -1;
  fflush(NULL);
  pid_t child = fork();
  if (child == 0) {
    pthread_t thread;
    gapsharp_model *model = pair_open(1.0);
    gapsharp_set_num_threads(model, 3);
    alarm(30);
    pthread_create(&thread, NULL, compute_for_ever, model);
    usleep(50000);
    exit(7);
  }
  CHECK(child > 0 && waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 7);
}

/* A plugin host closes libraries; the runtime cannot leave a process, so that the library must stay, and work when it is opened again. */
static void closing_and_opening_again_is_harmless(void) {
  int32_t (*version)(char *, int64_t);
  char text[64];
  for (int round = 0; round < 3; round++) {
    void *library = dlopen("libgapsharp.so", RTLD_NOW | RTLD_LOCAL);
    CHECK(library != NULL);
    if (library == NULL)
      return;
    *(void **)&version = dlsym(library, "gapsharp_version");
    CHECK(version != NULL && version(text, sizeof text) == GAPSHARP_OK);
    CHECK(dlclose(library) == 0);
  }
}

int main(int count, char **arguments) {
  const struct {
    const char *name;
    void (*test)(void);
  } tests[] = {
#define CASE(name) {#name, name}
      CASE(the_host_s_sigpipe_handler_stays),
      CASE(the_default_sigpipe_action_stays),
      CASE(a_fault_of_the_host_reaches_its_handler),
      CASE(other_signals_stay),
      CASE(nothing_is_printed),
      CASE(the_rounding_mode_stays),
      CASE(a_child_forked_before_the_first_call_works),
      CASE(a_child_forked_after_it_is_told),
      CASE(exit_amid_a_call_is_an_ordinary_exit),
      CASE(closing_and_opening_again_is_harmless),
  };
  char command[4096];
  int failed = 0;
  for (size_t k = 0; k < sizeof tests / sizeof *tests; k++) {
    if (count > 1 && strcmp(arguments[1], tests[k].name) == 0) {
      check_run(tests[k].name, tests[k].test);
      return check_summary();
    }
    if (count > 1)
      continue;
    snprintf(command, sizeof command, "%s %s", arguments[0], tests[k].name);
    int status = system(command);
    if (status != 0 && status != 256)
      printf("not ok - %s (status %d)\n", tests[k].name, status);
    fflush(stdout);
    failed += status != 0;
  }
  return failed > 0;
}
