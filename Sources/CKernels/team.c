#define _GNU_SOURCE
#include "CKernels.h"

#include <limits.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#if defined(__linux__)
#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

struct gd_team {
  _Alignas(64) atomic_uint arrived;
  _Alignas(64) atomic_uint phase;
  _Alignas(64) atomic_uint sleepers;
  atomic_uint gate;
  atomic_uint spins;
  unsigned threads;
  void (*body)(void *, unsigned, gd_team *);
  void *context;
};

enum { CLOSED = 0, OPEN = 1, ABANDONED = 2 };

typedef struct {
  gd_team *team;
  unsigned index;
} gd_seat;

// At most about 30 microseconds: longer than balanced threads wait for each other, far shorter than a time slice.
// The budget shrinks while waits run out of it, as when another process has taken a processor and spinning only
// keeps the missing thread from running, and grows again when they do not.
enum { MOST_SPINS = 1500, LEAST_SPINS = 32, YIELDS = 4 };

static void relax_processor(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#endif
}

static void sleep_while(atomic_uint *phase, unsigned value) {
#if defined(__linux__)
  syscall(SYS_futex, phase, FUTEX_WAIT_PRIVATE, value, NULL, NULL, 0);
#else
  sched_yield();
#endif
}

static void wake_all(atomic_uint *phase) {
#if defined(__linux__)
  syscall(SYS_futex, phase, FUTEX_WAKE_PRIVATE, INT_MAX, NULL, NULL, 0);
#endif
}

void gd_team_wait(gd_team *team) {
  const unsigned phase = atomic_load(&team->phase);
  if (atomic_fetch_add(&team->arrived, 1) + 1 == team->threads) {
    atomic_store(&team->arrived, 0);
    atomic_store(&team->phase, phase + 1);
    if (atomic_load(&team->sleepers) > 0) wake_all(&team->phase);
    return;
  }
  const unsigned budget = atomic_load_explicit(&team->spins, memory_order_relaxed);
  for (unsigned k = 0; k < budget; k++) {
    if (atomic_load_explicit(&team->phase, memory_order_acquire) != phase) {
      const unsigned more = 2 * budget;
      if (budget < MOST_SPINS)
        atomic_store_explicit(&team->spins, more < MOST_SPINS ? more : MOST_SPINS, memory_order_relaxed);
      return;
    }
    relax_processor();
  }
  atomic_store_explicit(&team->spins, budget / 2 > LEAST_SPINS ? budget / 2 : LEAST_SPINS, memory_order_relaxed);
  for (int k = 0; k < YIELDS; k++) {
    sched_yield();
    if (atomic_load_explicit(&team->phase, memory_order_acquire) != phase) return;
  }
  atomic_fetch_add(&team->sleepers, 1);
  while (atomic_load(&team->phase) == phase) sleep_while(&team->phase, phase);
  atomic_fetch_sub(&team->sleepers, 1);
}

static void *work(void *argument) {
  const gd_seat *seat = argument;
  gd_team *team = seat->team;
  unsigned gate;
  while ((gate = atomic_load(&team->gate)) == CLOSED) sleep_while(&team->gate, CLOSED);
  if (gate == OPEN) team->body(team->context, seat->index, team);
  return NULL;
}

int gd_team_run(unsigned threads, void (*body)(void *context, unsigned index, gd_team *team), void *context) {
  gd_team team = {.threads = threads > 1 ? threads : 1, .body = body, .context = context, .spins = MOST_SPINS};
  if (threads <= 1) {
    body(context, 0, &team);
    return 1;
  }
  pthread_t *handles = calloc(threads, sizeof *handles);
  gd_seat *seats = calloc(threads, sizeof *seats);
  unsigned started = 1;
  if (handles && seats) {
    for (; started < threads; started++) {
      seats[started] = (gd_seat){&team, started};
      if (pthread_create(&handles[started], NULL, work, &seats[started])) break;
    }
  }
  // Nobody works before all are there: a missing member would leave the others waiting for ever.
  const int complete = started == threads;
  atomic_store(&team.gate, complete ? OPEN : ABANDONED);
  wake_all(&team.gate);
  if (complete) body(context, 0, &team);
  for (unsigned k = 1; k < started; k++) pthread_join(handles[k], NULL);
  free(handles);
  free(seats);
  return complete;
}

float *gd_allocate(size_t count) {
  const size_t page = (size_t)2 << 20;
  // Whatever was multiplied to get the count: no more than half of all addresses.
  if (count > (SIZE_MAX / 2 - 2 * page) / sizeof(float)) return NULL;
  size_t bytes = (count * sizeof(float) + 63) / 64 * 64;
  void *memory = NULL;
  const size_t alignment = bytes >= page ? page : 64;
  bytes = (bytes + alignment - 1) / alignment * alignment;
  if (posix_memalign(&memory, alignment, bytes ? bytes : alignment)) return NULL;
#if defined(MADV_HUGEPAGE)
  if (bytes >= page) madvise(memory, bytes, MADV_HUGEPAGE);
#endif
  memset(memory, 0, bytes);
  return memory;
}

void gd_free(float *memory) { free(memory); }
