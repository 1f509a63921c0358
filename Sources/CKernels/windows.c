#include "CConvolutions.h"

static size_t places(size_t extent, size_t kernel, size_t stride, size_t padding) {
  return extent + 2 * padding < kernel ? 0 : (extent + 2 * padding - kernel) / stride + 1;
}

size_t gd_window_rows(const gd_windows *w) { return places(w->height, w->kernel_y, w->stride_y, w->padding_y); }
size_t gd_window_columns(const gd_windows *w) { return places(w->width, w->kernel_x, w->stride_x, w->padding_x); }

#define REAL float
#define FN(name) name##_float
#include "windows.inc"
#undef REAL
#undef FN

#define REAL double
#define FN(name) name##_double
#include "windows.inc"
