// Kernels of the engine for embedded Hopfield networks: convolutions with fixed weights (Winograd), products of
// few rows with a fixed matrix, and the general windows of the fallback.
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
void gd_winograd_pack(gd_isa isa, const gd_winograd *plan, const float *weights, float *packed, size_t first,
                      size_t last);

/// Does the items `first`..<`last` of the product; `scratch` is the calling thread's own.
/// Forward: `input` is [images][height][width][in], `output` the pooled [images][height/2][width/2][out]; `argmax`
/// receives the index 2 (y % 2) + x % 2 of the largest value of each window, the first of equal ones.
/// Backward: `input` is the pooled layer and `argmax` the indices; `output` is [images][height][width][in].
/// `argmax` is used with GD_POOL_MAX only.
void gd_winograd_run(gd_isa isa, const gd_winograd *plan, const float *packed, const float *input,
                     uint8_t *argmax, float *output, float *scratch, size_t first, size_t last);

/// c = a b with a fixed b: [rows][columns] = [rows][depth] [depth][columns]; depth and columns are multiples of 16.
/// Floats of the packed b, 64-byte aligned.
size_t gd_product_packed_count(size_t depth, size_t columns);

/// Groups of 32 columns: the items of the packing and of the product.
size_t gd_product_panels(size_t columns);

/// Packs b, row-major with `stride` floats a row; `transposed`: b is the transpose of `matrix`, [columns][depth].
void gd_product_pack(gd_isa isa, const float *matrix, size_t stride, int transposed, size_t depth, size_t columns,
                     float *packed, size_t first, size_t last);

/// Does the panels `first`..<`last`; a and c are row-major with strides in floats; c is 64-byte aligned and its
/// stride a multiple of 16.
void gd_product_run(gd_isa isa, const float *packed, size_t depth, size_t columns, const float *a, size_t a_stride,
                    size_t rows, float *c, size_t c_stride, size_t first, size_t last);

/// to[j][i] = from[i][j], for a product whose left side lies the other way, as that of a weight gradient does:
/// dw[in][out] = im2col(below)^T above. Strides in floats; different rows may be done at the same time.
void gd_transpose(const float *from, size_t from_stride, size_t rows, size_t columns, float *to, size_t to_stride);

/// Multiply-adds in registers alone, to measure what the processor can do: chains x <- factor x + 1 - factor that do
/// not wait for each other, as many as a tile of the products has. Returns the number of floating-point operations;
/// `sums` receives 16 values.
double gd_multiply_adds(gd_isa isa, size_t rounds, float factor, float *sums);

// MARK: general windows, for the convolutions and poolings that Winograd's kernels do not cover

/// Windows of kernel_y x kernel_x pixels that slide over channels-last images, any number of channels. Paddings are
/// smaller than the kernel. There are (height + 2 padding_y - kernel_y) / stride_y + 1 rows of windows, and columns
/// likewise. Their pixels are counted row by row.
typedef struct {
  size_t images, height, width, channels;
  size_t kernel_y, kernel_x, stride_y, stride_x, padding_y, padding_x;
} gd_windows;

/// Rows and columns of windows of an image; 0 when the kernel does not fit.
size_t gd_window_rows(const gd_windows *windows);
size_t gd_window_columns(const gd_windows *windows);

/// columns = the pixels of each window, [image][window y][window x][ky][kx][channel], 0 outside the image. Items: rows
/// of windows, row r of image i being i * rows + r.
void gd_im2col_float(const gd_windows *windows, const float *input, float *columns, size_t first, size_t last);
void gd_im2col_double(const gd_windows *windows, const double *input, double *columns, size_t first, size_t last);

/// The transpose: each pixel of `output` is the sum of its places in `columns`. Items: images.
void gd_col2im_float(const gd_windows *windows, const float *columns, float *output, size_t first, size_t last);
void gd_col2im_double(const gd_windows *windows, const double *columns, double *output, size_t first, size_t last);

/// The largest value of each window and channel, [image][window y][window x][channel], and its place ky * kernel_x + kx
/// in the window, the first of equal ones; pixels outside do not count. Windows of at most 256 pixels. Items: rows of
/// windows.
void gd_max_pool_float(const gd_windows *windows, const float *input, float *output, uint8_t *argmax, size_t first,
                       size_t last);
void gd_max_pool_double(const gd_windows *windows, const double *input, double *output, uint8_t *argmax, size_t first,
                        size_t last);

/// The transpose for fixed places: each pixel is the sum of the windows whose largest value it was. Items: images.
void gd_max_unpool_float(const gd_windows *windows, const float *input, const uint8_t *argmax, float *output,
                         size_t first, size_t last);
void gd_max_unpool_double(const gd_windows *windows, const double *input, const uint8_t *argmax, double *output,
                          size_t first, size_t last);

/// The mean of each window, pixels outside counting as 0. Items: rows of windows.
void gd_average_pool_float(const gd_windows *windows, const float *input, float *output, size_t first, size_t last);
void gd_average_pool_double(const gd_windows *windows, const double *input, double *output, size_t first, size_t last);

/// Its transpose. Items: images.
void gd_average_unpool_float(const gd_windows *windows, const float *input, float *output, size_t first, size_t last);
void gd_average_unpool_double(const gd_windows *windows, const double *input, double *output, size_t first,
                              size_t last);

#endif
