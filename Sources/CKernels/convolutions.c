#include <math.h>

#include "CConvolutions.h"
#include "targets.h"

typedef double v16d __attribute__((ext_vector_type(16)));
typedef uint8_t v16u8 __attribute__((ext_vector_type(16)));

// Floats between tiles and between frequencies of the transformed input, and between frequencies of the products.
static size_t winograd_row(const gd_winograd *plan) { return plan->depth + 16; }
static size_t winograd_step(const gd_winograd *plan) { return plan->block * winograd_row(plan) + 16; }
static size_t winograd_product_step(const gd_winograd *plan) { return plan->block * 32 + 32; }
// Floats of the packed weights before the ties of the columns.
static size_t winograd_ties(const gd_winograd *plan) { return 36 * plan->panels * plan->depth * 32; }

// Values of a window that differ by less than this times the root of the depth, the norm of a column's weights and the
// largest input of the tile are equal: 16 unit roundoffs. See ConvolutionGeometry.
#define TIE (16 * 0x1p-24f)

// A piece of c = a b. `ahead` is memory that the caller will read next, as much as it reads of b now. With a `settle`, c is
// what neurons make of the product: clamp(slope (fixed + a b)), `fixed` being the part of settle->fixed at the piece.
typedef struct {
  const float *a;
  size_t a_stride;
  const float *b;
  size_t depth;
  float *c;
  size_t c_stride;
  const float *ahead;
  const gd_settle *settle;
  const float *fixed;
} product_part;

#define GD_KERNELS "convolutions.inc"
#include "every_target.inc"

// Any number from 16 to 64 is as fast on a machine with 1 MiB of L2 a core (Zen 4); more tiles read the weights less
// often, fewer make more items.
#define BLOCK_TILES 64

gd_winograd gd_winograd_plan(gd_convolution shape, gd_direction direction) {
  gd_winograd plan = {.shape = shape, .direction = direction};
  plan.depth = direction == GD_FORWARD ? shape.in : shape.out;
  plan.columns = direction == GD_FORWARD ? shape.out : shape.in;
  plan.tiles_y = (shape.height + 3) / 4;
  plan.tiles_x = (shape.width + 3) / 4;
  plan.tiles = shape.images * plan.tiles_y * plan.tiles_x;
  plan.panels = gd_product_panels(plan.columns);
  plan.blocks = (plan.tiles + BLOCK_TILES - 1) / BLOCK_TILES;
  plan.block = plan.blocks ? (plan.tiles + plan.blocks - 1) / plan.blocks : 0;
  plan.items = plan.blocks * plan.panels;
  return plan;
}

size_t gd_winograd_packed_count(const gd_winograd *plan) { return winograd_ties(plan) + plan->panels * 32; }

size_t gd_winograd_scratch_count(const gd_winograd *plan) {
  return plan->depth + 36 * (winograd_step(plan) + winograd_product_step(plan)) + plan->block;
}

void gd_winograd_pack(gd_isa isa, const gd_winograd *plan, const float *weights, float *packed, size_t first,
                      size_t last) {
  DISPATCH(winograd_pack, plan, weights, packed, first, last)
}

void gd_winograd_run(gd_isa isa, const gd_winograd *plan, const float *packed, const float *input,
                     uint8_t *argmax, float *output, float *scratch, size_t first, size_t last) {
  DISPATCH(winograd_run, plan, packed, input, argmax, output, scratch, first, last)
}

size_t gd_product_panels(size_t columns) { return (columns + 31) / 32; }

size_t gd_product_packed_count(size_t depth, size_t columns) { return gd_product_panels(columns) * depth * 32; }

void gd_product_pack(gd_isa isa, const float *matrix, size_t stride, int transposed, size_t depth, size_t columns,
                     float *packed, size_t first, size_t last) {
  DISPATCH(product_pack, matrix, stride, transposed, depth, columns, packed, first, last)
}

void gd_product_run(gd_isa isa, const float *packed, size_t depth, size_t columns, const float *a, size_t a_stride,
                    size_t rows, float *c, size_t c_stride, size_t first, size_t last, const gd_settle *settle) {
  DISPATCH(product_run, packed, depth, columns, a, a_stride, rows, c, c_stride, first, last, settle)
}

double gd_multiply_adds(gd_isa isa, size_t rounds, float factor, float *sums) {
  DISPATCH(multiply_adds, rounds, factor, sums)
}
