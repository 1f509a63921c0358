// Kernels of the engine for Hopfield networks: convolutions with fixed weights (Winograd), and products of few rows
// with a fixed matrix.
//
// Layouts. Images are channels-last, [image][y][x][channel], float32, 64-byte aligned, the channels padded with
// zeros to a multiple of 16. The index of the largest value of a 2x2 window is 0...3, [image][y][x][channel],
// uint8, 16-byte aligned. Work is cut into fixed lists of *items*: a call does the items `first`..<`last`, calls
// may run at the same time on different items, and no value depends on how the items are spread.
#ifndef GRENADYN_CCONVOLUTIONS_H
#define GRENADYN_CCONVOLUTIONS_H

#include "CKernels.h"

/// What follows a convolution. Windows are 2x2 with stride 2; an odd last row or column is dropped.
typedef enum {
  GD_POOL_NONE = 0,
  GD_POOL_MAX = 1,
  GD_POOL_AVERAGE = 2,
} gd_pooling;

/// Which of the two products of a convolution.
typedef enum {
  /// output = pool(w * input).
  GD_FORWARD = 0,
  /// output = w^T * unpool(input), the gradient of sum(input . pool(w * x)) with respect to x.
  GD_BACKWARD = 1,
} gd_direction;

/// A convolution with a 3x3 kernel, stride 1, padding 1: `in` channels of `height` x `width` pixels to `out`
/// channels of as many pixels, then pooled. `in` and `out` are multiples of 16.
typedef struct {
  size_t images, height, width, in, out;
  gd_pooling pooling;
} gd_convolution;

/// How one product of a convolution is computed: Winograd's F(4x4, 3x3), 36 products of matrices.
typedef struct {
  gd_convolution shape;
  gd_direction direction;
  /// Channels that are read and channels that are written: in and out, or out and in.
  size_t depth, columns;
  /// Tiles of 4x4 pixels: of an image, of all.
  size_t tiles_y, tiles_x, tiles;
  /// Tiles that go through the three stages together, and how many such blocks there are.
  size_t block, blocks;
  /// Groups of 32 written channels.
  size_t panels;
  /// blocks * panels: item i is panel i % panels of block i / panels. A run of items in one call transforms the
  /// input of a block once, so give each thread one contiguous range.
  size_t items;
} gd_winograd;

/// Plans a product.
gd_winograd gd_winograd_plan(gd_convolution shape, gd_direction direction);

/// Floats of the packed weights, and of the scratch memory that each thread needs; both 64-byte aligned.
size_t gd_winograd_packed_count(const gd_winograd *plan);
size_t gd_winograd_scratch_count(const gd_winograd *plan);

/// Packs the weights, [ky][kx][in][out]; once for every change of the weights. They depend on the channels and the
/// direction only, so plans for other numbers and sizes of images share them. Items: the panels.
void gd_winograd_pack(gd_isa isa, const gd_winograd *plan, gd_vector weights, gd_vector packed, size_t first,
                      size_t last);

/// The layers of a product, all of the plan's sizes.
/// Forward: `input` is [images][height][width][in], `output` the pooled [images][height/2][width/2][out]; `argmax`
/// receives the index 2 (y % 2) + x % 2 of the largest value of each window, the first of those that are equal to it
/// but for rounding: 16 u sqrt(in) |w| |x| apart at most, with the unit roundoff u, the norm |w| of the weights of the
/// channel and the largest |x| of the tile's input.
/// Backward: `input` is the pooled layer and `argmax` the indices; `output` is [images][height][width][in].
/// `argmax` is used with GD_POOL_MAX only.
typedef struct {
  const float *input;
  uint8_t *argmax;
  float *output;
} gd_images;

/// Does the items `first`..<`last` of the product; `scratch` is the calling thread's own.
void gd_winograd_run(gd_isa isa, const gd_winograd *plan, gd_vector packed, gd_images images, gd_vector scratch,
                     size_t first, size_t last);

/// A packed b of products c = a b, [rows][columns] = [rows][depth] [depth][columns]; depth is a multiple of 4, columns of
/// 16. 64-byte aligned.
typedef struct {
  float *values;
  size_t count, depth, columns;
} gd_packed;

/// Floats of it.
size_t gd_product_packed_count(size_t depth, size_t columns);

/// Groups of 32 columns: the items of the packing and of the product.
size_t gd_product_panels(size_t columns);

/// Packs b; `transposed`: b is the transpose of `matrix`, [columns][depth].
void gd_product_pack(gd_isa isa, gd_matrix matrix, int transposed, gd_packed b, size_t first, size_t last);

/// What neurons make of a product: clamp(slope (fixed + product)) between `low` and `high`; `fixed` is of c's size.
typedef struct {
  gd_matrix fixed;
  float slope, low, high;
} gd_settle;

/// Does the panels `first`..<`last` of c = a b; c is 64-byte aligned and its stride a multiple of 16. `settle`: what is
/// stored instead of the product; NULL: the product.
void gd_product_run(gd_isa isa, gd_matrix a, gd_packed b, gd_matrix c, size_t first, size_t last,
                    const gd_settle *settle);

/// Multiply-adds in registers alone, to measure what the processor can do: chains x <- factor x + 1 - factor that do
/// not wait for each other, as many as a tile of the products has. Returns the number of floating-point operations;
/// `sums` receives 16 values.
double gd_multiply_adds(gd_isa isa, size_t rounds, float factor, gd_vector sums);

#endif
