#include "CKernels.h"

#include <stdbool.h>
#include <string.h>

#include "checks.h"
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

void gd_pulse_input_step(gd_isa isa, gd_input_block block, gd_devices devices, gd_inputs old, gd_inputs next,
                         gd_input_change change, gd_panel product, gd_vector sums, const gd_pulses *pulses,
                         gd_pulse_count *count) {
  assert(is_block(block) && block.pixels == pulses->rows && devices.count >= block.pixels * 64);
  assert(!old.values || are_inputs(old, block.pixels));
  assert(!next.values || are_inputs(next, block.pixels));
  assert(asks_inputs(change, product.states) && fits(sums, 32));
  assert(is_panel(product) && product.nodes == 32);
  assert(!old.values || old.batch == product.states);
  assert(!next.values || next.batch == product.states);
  assert(pulses->scheme != GD_PULSES_ACCUMULATED || devices.kept);
  DISPATCH(pulse_input_step, block, devices, old, next, change, product, sums, pulses, count)
}

void gd_pulse_update(gd_isa isa, gd_matrix m, size_t used, gd_devices devices, gd_change change, const float *scale,
                     size_t batch, gd_sides sums, const gd_pulses *pulses, gd_pulse_count *count) {
  assert(is_matrix(m) && used <= m.columns && asks(change, m, batch) && fit(sums, m) && devices.row % 16 == 0);
  assert(m.rows == 0 || devices.count >= (m.rows - 1) * m.stride + m.columns);
  assert(pulses->scheme != GD_PULSES_ACCUMULATED || devices.kept);
  DISPATCH(pulse_update, m, used, devices, change, scale, batch, sums, pulses, count)
}
