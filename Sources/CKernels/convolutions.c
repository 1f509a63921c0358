#include <math.h>

#include "CConvolutions.h"
#include "checks.h"
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

void gd_winograd_pack(gd_isa isa, const gd_winograd *plan, gd_vector weights, gd_vector packed, size_t first,
                      size_t last) {
  assert(plan->shape.in % 16 == 0 && plan->shape.out % 16 == 0 && last <= plan->panels);
  assert(weights.count >= 9 * plan->shape.in * plan->shape.out);
  assert(is_aligned(packed.values) && packed.count >= gd_winograd_packed_count(plan));
  DISPATCH(winograd_pack, plan, weights.values, packed.values, first, last)
}

void gd_winograd_run(gd_isa isa, const gd_winograd *plan, gd_vector packed, gd_images images, gd_vector scratch,
                     size_t first, size_t last) {
  assert(plan->shape.in % 16 == 0 && plan->shape.out % 16 == 0 && last <= plan->items);
  assert(is_aligned(packed.values) && packed.count >= gd_winograd_packed_count(plan));
  assert(is_aligned(scratch.values) && scratch.count >= gd_winograd_scratch_count(plan));
  assert(is_aligned(images.input) && is_aligned(images.output));
  assert(plan->shape.pooling != GD_POOL_MAX || (images.argmax && (uintptr_t)images.argmax % 16 == 0));
  DISPATCH(winograd_run, plan, packed.values, images, scratch.values, first, last)
}

size_t gd_product_panels(size_t columns) { return (columns + 31) / 32; }

size_t gd_product_packed_count(size_t depth, size_t columns) { return gd_product_panels(columns) * depth * 32; }

// A packed b with room for what it is said to be, and panels that it has.
static inline int is_packed(gd_packed b, size_t last) {
  return is_aligned(b.values) && b.depth % 4 == 0 && b.columns % 16 == 0 &&
         b.count >= gd_product_packed_count(b.depth, b.columns) && last <= gd_product_panels(b.columns);
}

void gd_product_pack(gd_isa isa, gd_matrix matrix, int transposed, gd_packed b, size_t first, size_t last) {
  assert(is_packed(b, last));
  assert((transposed ? matrix.rows : matrix.columns) >= b.columns);
  assert((transposed ? matrix.columns : matrix.rows) >= b.depth && matrix.columns <= matrix.stride);
  DISPATCH(product_pack, matrix, transposed, b, first, last)
}

void gd_product_run(gd_isa isa, gd_matrix a, gd_packed b, gd_matrix c, size_t first, size_t last,
                    const gd_settle *settle) {
  assert(is_packed(b, last) && is_matrix(c) && c.rows == a.rows && c.columns == b.columns);
  assert(a.columns >= b.depth && a.columns <= a.stride);
  assert(!settle || (is_matrix(settle->fixed) && settle->fixed.rows == c.rows && settle->fixed.columns == c.columns));
  DISPATCH(product_run, a, b, c, first, last, settle)
}

double gd_multiply_adds(gd_isa isa, size_t rounds, float factor, gd_vector sums) {
  assert(fits(sums, 16));
  DISPATCH(multiply_adds, rounds, factor, sums.values)
}
