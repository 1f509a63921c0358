#include "CKernels.h"

#include <stdlib.h>
#include <string.h>

static const char *const names[] = {"portable", "avx2", "avx512"};
enum { COUNT = sizeof names / sizeof *names };

gd_isa gd_processor_isa(void) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
      __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl"))
    return GD_AVX512;
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return GD_AVX2;
#endif
  return GD_PORTABLE;
}

const char *gd_isa_name(gd_isa isa) { return names[isa]; }

gd_isa_request gd_requested_isa(gd_isa *isa) {
  *isa = gd_processor_isa();
  const char *asked = getenv("GRENADYN_ISA");
  if (!asked || !*asked) return GD_ISA_FREE;
  for (int i = 0; i < COUNT; i++) {
    if (strcmp(asked, names[i]) != 0) continue;
    if ((gd_isa)i > gd_processor_isa()) return GD_ISA_UNSUPPORTED;
    *isa = (gd_isa)i;
    return GD_ISA_FORCED;
  }
  return GD_ISA_UNKNOWN;
}

gd_isa gd_best_isa(void) {
  // Asked for often and by many threads: looked up once.
  static _Atomic int known = -1;
  int isa = known;
  if (isa < 0) {
    gd_isa found;
    gd_requested_isa(&found);
    known = isa = (int)found;
  }
  return (gd_isa)isa;
}
