#include "CKernels.h"

#include <stdbool.h>
#include <string.h>

#include "targets.h"

typedef bool v16b __attribute__((ext_vector_type(16)));
typedef bool v64b __attribute__((ext_vector_type(64)));
typedef uint8_t v64u8 __attribute__((ext_vector_type(64)));
// The same vectors at any multiple of 4 bytes.
typedef float v16u_float __attribute__((ext_vector_type(16), aligned(4)));
typedef uint32_t v16u_word __attribute__((ext_vector_type(16), aligned(4)));

#define ABS(v) __builtin_elementwise_abs(v)
#define FLOOR(v) __builtin_elementwise_floor(v)
#define SQRT(v) __builtin_elementwise_sqrt(v)

// Lanes that hold true, as bits.
#define BITS16(mask) __builtin_bit_cast(uint16_t, __builtin_convertvector((mask) != 0, v16b))
#define BITS64(mask) __builtin_bit_cast(uint64_t, __builtin_convertvector((mask) != 0, v64b))

// Devices that may get pulses, as they are found; LIST_SIZE is what one chunk can have.
#define LIST_SIZE 2048

typedef struct {
  uint32_t count;
  uint32_t place[LIST_SIZE + 16], name[LIST_SIZE + 16];
  float asked[LIST_SIZE + 16], byte[LIST_SIZE + 16];
} pulse_list;

#define GD_KERNELS "pulses.inc"
#include "every_target.inc"

void gd_pulse_input_step(gd_isa isa, float *w, const gd_device *devices, float *kept, size_t halves, uint32_t column,
                         size_t batch, const float *xu, const float *d, const float *q, const float *xn,
                         float *product, float *sums, const gd_pulses *pulses, gd_pulse_count *count) {
  DISPATCH(pulse_input_step, w, devices, kept, halves, column, batch, xu, d, q, xn, product, sums, pulses, count)
}

void gd_pulse_update(gd_isa isa, float *m, const gd_device *devices, float *kept, size_t stride, size_t rows,
                     size_t columns, size_t blocks, size_t batch, const float *scale, const float *u, const float *v,
                     const float *row, const float *column, uint32_t first_row, uint32_t first_column,
                     float *row_sums, float *column_sums, const gd_pulses *pulses, gd_pulse_count *count) {
  DISPATCH(pulse_update, m, devices, kept, stride, rows, columns, blocks, batch, scale, u, v, row, column, first_row,
           first_column, row_sums, column_sums, pulses, count)
}
