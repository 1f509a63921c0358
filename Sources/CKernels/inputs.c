#include "CKernels.h"

#include <string.h>

#include "checks.h"

void gd_spread_bytes(const uint8_t *const *bytes, size_t images, float scale, gd_inputs x) {
  assert(images <= x.batch);
  float *to = x.values;
  if (images == 4 && x.batch == 4) {
    const uint8_t *a = bytes[0], *b = bytes[1], *c = bytes[2], *d = bytes[3];
    for (size_t p = 0; p < x.pixels; p++) {
      to[4 * p] = scale * a[p];
      to[4 * p + 1] = scale * b[p];
      to[4 * p + 2] = scale * c[p];
      to[4 * p + 3] = scale * d[p];
    }
    return;
  }
  for (size_t p = 0; p < x.pixels; p++)
    for (size_t s = 0; s < x.batch; s++) to[x.batch * p + s] = s < images ? scale * bytes[s][p] : 0;
}

void gd_spread_floats(const float *const *values, size_t images, float scale, gd_inputs x) {
  assert(images <= x.batch);
  for (size_t p = 0; p < x.pixels; p++)
    for (size_t s = 0; s < x.batch; s++) x.values[x.batch * p + s] = s < images ? scale * values[s][p] : 0;
}

// Whether four values are all +0.
static int any_of_four(const float *x) {
  uint64_t bits[2];
  memcpy(bits, x, sizeof bits);
  return (bits[0] | bits[1]) != 0;
}

size_t gd_find_runs(gd_inputs old, gd_inputs next, gd_run *runs) {
  const size_t pixels = old.pixels, batch = old.batch;
  assert(batch % 4 == 0 && next.pixels == pixels && next.batch == batch);
  size_t count = 0;
  uint32_t last = 4;
  for (size_t p = 0; p < pixels; p++) {
    uint32_t kind = 0;
    for (size_t s = 0; s < batch; s += 4) {
      if (old.values) kind |= (uint32_t)any_of_four(old.values + batch * p + s);
      if (next.values) kind |= (uint32_t)any_of_four(next.values + batch * p + s) << 1;
    }
    if (kind != last) runs[count++] = (gd_run){(uint32_t)p, 0, kind};
    runs[count - 1].count++;
    last = kind;
  }
  return count;
}
