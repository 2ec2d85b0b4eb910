// A 3x3 convolution of a band of rows as Winograd's F(6x6, 3x3) (Lavin and Gray 2015,
// https://arxiv.org/abs/1509.09308): every 8x8 tile of input values gives 6x6 outputs with 64
// multiplications, where plainly written it takes 324. Both networks spend nearly all their time here.
//
// Pixels are stored one after the other, each with all its channels, so that four channels make a
// vector. Around what is wanted, a band may hold any finite numbers.
#include "simd.h"
#include "transforms.h"

// How many tiles are transformed at once: few enough that their values stay in the second-level
// cache, and enough that the weights, which stream through it, are used often.
enum { BLOCK_TILES = 16 };

// The register block of the multiplication: tiles x vectors of outputs. Its 8 sums, 4 values and 2
// weights are what fits into the 15 registers that V8 has on x64; every larger block, and the same
// loop unrolled, spills and was measured to be 1.3 to 2 times slower.
enum { BLOCK_ROWS = 4 };

// Floats of a cache line. Without a line between them, the values that a tile has at all 64 points
// would fall into the same few sets of the first-level cache: tiles x channels is often a multiple of
// its way's size.
enum { CACHE_LINE = 16 };

enum Activation { NONE = 0, LEAKY = 1, BOTH_SIGNS = 2 };

// Written by network/convolution.ts: five 32-bit words.
struct Layer {
  int inputs;            // channels: 4, 16, 32, 64, 128 or 256
  int outputs;           // channels, a multiple of 4
  int activation;        // enum Activation
  const float *weights;  // as transform_weights leaves them
  const float *bias;
};

// Eight rows of input: 0 to 5 begin at `upper`, 6 and 7 at `lower`; `stride` floats lead from one to
// the next.
struct Band {
  const float *upper, *lower;
  int stride;
};

INLINE int point_stride(int tiles, int channels) { return tiles * channels + CACHE_LINE; }

// BOTH_SIGNS keeps what is above zero and, as further channels, what is below it.
INLINE int channels_written(int activation, int outputs) {
  return activation == BOTH_SIGNS ? 2 * outputs : outputs;
}

// --- input -------------------------------------------------------------------------------------

// Transforms four channels of one tile; `first` is their place in the band's rows.
INLINE void transform_input(struct Band band, int first, int inputs, float *points, int stride) {
  Vector columns[POINTS], values[TILE_IN];
  for (int x = 0; x < TILE_IN; x++) {
    const float *upper = band.upper + first + x * inputs, *lower = band.lower + first + x * inputs;
    UNROLL for (int y = 0; y < TILE_IN; y++) {
      values[y] = load(y < TILE_OUT ? upper + y * band.stride : lower + (y - TILE_OUT) * band.stride);
    }
    to_points(values, columns + x, TILE_IN);
  }
  for (int y = 0; y < TILE_IN; y++) {
    to_points(columns + y * TILE_IN, values, 1);
    UNROLL for (int x = 0; x < TILE_IN; x++) {
      store(points + (y * TILE_IN + x) * stride, values[x]);
    }
  }
}

static void transform_inputs(struct Band band, int inputs, int tiles, float *points) {
  int stride = point_stride(tiles, inputs);
  for (int t = 0; t < tiles; t++) {
    for (int c = 0; c < inputs; c += 4) {
      transform_input(band, t * TILE_OUT * inputs + c, inputs, points + t * inputs + c, stride);
    }
  }
}

// --- multiplication ----------------------------------------------------------------------------

// Sums up, over the inputs, values x weights for `rows` tiles and `width` vectors of outputs.
INLINE void multiply_block(const int rows, const int width, const int inputs, const float *values,
                           const float *weights, float *sums, int outputs) {
  Vector sum[BLOCK_ROWS][2];
  UNROLL for (int r = 0; r < rows; r++) {
    UNROLL for (int w = 0; w < width; w++) sum[r][w] = all(0);
  }
  for (int i = 0; i < inputs; i++) {
    Vector weight[2];
    UNROLL for (int w = 0; w < width; w++) weight[w] = load(weights + (i * width + w) * 4);
    UNROLL for (int r = 0; r < rows; r++) {
      Vector value = load_all(values + r * inputs + i);
      UNROLL for (int w = 0; w < width; w++) sum[r][w] = add_product(sum[r][w], value, weight[w]);
    }
  }
  UNROLL for (int r = 0; r < rows; r++) {
    UNROLL for (int w = 0; w < width; w++) store(sums + r * outputs + w * 4, sum[r][w]);
  }
}

#define BLOCK(rows) multiply_block(rows, width, inputs, values, weights, sums, outputs)

INLINE void multiply_panel(const int width, const int inputs, const float *values,
                           const float *weights, float *sums, int tiles, int outputs) {
  for (; tiles >= BLOCK_ROWS; tiles -= BLOCK_ROWS) {
    BLOCK(BLOCK_ROWS);
    values += BLOCK_ROWS * inputs;
    sums += BLOCK_ROWS * outputs;
  }
  switch (tiles) {
    case 3: BLOCK(3); break;
    case 2: BLOCK(2); break;
    case 1: BLOCK(1); break;
  }
}

// `inputs` is a constant wherever this is inlined: in the innermost loop, every value of a block then
// lies at a constant offset from one address.
INLINE void multiply_points(const int inputs, const struct Layer *layer, const float *values,
                            float *sums, int tiles) {
  int outputs = layer->outputs;
  for (int p = 0; p < POINTS; p++) {
    const float *point = values + p * point_stride(tiles, inputs);
    const float *weights = layer->weights + p * inputs * outputs;
    float *to = sums + p * point_stride(tiles, outputs);
    int output = 0;
    for (; output + PANEL <= outputs; output += PANEL) {
      multiply_panel(2, inputs, point, weights + output * inputs, to + output, tiles, outputs);
    }
    if (output < outputs) {
      multiply_panel(1, inputs, point, weights + output * inputs, to + output, tiles, outputs);
    }
  }
}

static void multiply(const struct Layer *layer, const float *values, float *sums, int tiles) {
  switch (layer->inputs) {
    case 4: multiply_points(4, layer, values, sums, tiles); break;
    case 16: multiply_points(16, layer, values, sums, tiles); break;
    case 32: multiply_points(32, layer, values, sums, tiles); break;
    case 64: multiply_points(64, layer, values, sums, tiles); break;
    case 128: multiply_points(128, layer, values, sums, tiles); break;
    case 256: multiply_points(256, layer, values, sums, tiles); break;
    default: __builtin_trap();
  }
}

// --- output ------------------------------------------------------------------------------------

INLINE void store_activated(const int activation, float *pixel, int outputs, Vector value) {
  if (activation == LEAKY) {
    value = add_scaled(positive_part(value), 0.1f, negative_part(value));
  } else if (activation == BOTH_SIGNS) {
    store(pixel + outputs, negated(negative_part(value)));
    value = positive_part(value);
  }
  store(pixel, value);
}

// Writes four channels of one tile.
INLINE void transform_output(const int activation, const float *sums, int sums_stride, Vector bias,
                             float *out, int stride, int outputs) {
  Vector columns[TILE_OUT * TILE_IN], values[TILE_IN];
  int pixel = channels_written(activation, outputs);
  for (int x = 0; x < TILE_IN; x++) {
    UNROLL for (int y = 0; y < TILE_IN; y++) {
      values[y] = load(sums + (y * TILE_IN + x) * sums_stride);
    }
    from_points(values, columns + x, TILE_IN);
  }
  for (int y = 0; y < TILE_OUT; y++) {
    from_points(columns + y * TILE_IN, values, 1);
    UNROLL for (int x = 0; x < TILE_OUT; x++) {
      store_activated(activation, out + y * stride + x * pixel, outputs, add(values[x], bias));
    }
  }
}

INLINE void transform_outputs(const int activation, const struct Layer *layer, const float *sums,
                              int tiles, float *out, int stride) {
  int outputs = layer->outputs, pixel = channels_written(activation, outputs);
  for (int t = 0; t < tiles; t++) {
    for (int c = 0; c < outputs; c += 4) {
      transform_output(activation, sums + t * outputs + c, point_stride(tiles, outputs),
                       load(layer->bias + c), out + t * TILE_OUT * pixel + c, stride, outputs);
    }
  }
}

static void write_outputs(const struct Layer *layer, const float *sums, int tiles, float *out,
                          int stride) {
  switch (layer->activation) {
    case LEAKY: transform_outputs(LEAKY, layer, sums, tiles, out, stride); break;
    case BOTH_SIGNS: transform_outputs(BOTH_SIGNS, layer, sums, tiles, out, stride); break;
    default: transform_outputs(NONE, layer, sums, tiles, out, stride);
  }
}

// --- all of it ---------------------------------------------------------------------------------

static void convolve_block(const struct Layer *layer, struct Band band, int tiles, float *out,
                           int stride, float *scratch) {
  float *sums = scratch + POINTS * point_stride(tiles, layer->inputs);
  transform_inputs(band, layer->inputs, tiles, scratch);
  multiply(layer, scratch, sums, tiles);
  write_outputs(layer, sums, tiles, out, stride);
}

// The floats of scratch that `convolve` needs for a layer.
EXPORT(scratch_floats) int scratch_floats(int inputs, int outputs) {
  return POINTS * (point_stride(BLOCK_TILES, inputs) + point_stride(BLOCK_TILES, outputs));
}

// Convolves a band: 8 rows of 6 x tiles + 2 pixels in, 6 rows of 6 x tiles pixels out.
EXPORT(convolve)
void convolve(const struct Layer *layer, const float *upper, const float *lower, int stride, int tiles,
              float *out, int out_stride, float *scratch) {
  int pixel = channels_written(layer->activation, layer->outputs);
  // Blocks of about the same size, as a short one at the end would waste the weights' way through the
  // cache, and all but the last of whole register blocks.
  int blocks = (tiles + BLOCK_TILES - 1) / BLOCK_TILES, from = 0;
  for (int b = 1; b <= blocks; b++) {
    int to = (tiles * b / blocks + BLOCK_ROWS - 1) / BLOCK_ROWS * BLOCK_ROWS;
    to = to < tiles ? to : tiles;
    int x = from * TILE_OUT;
    struct Band band = {upper + x * layer->inputs, lower + x * layer->inputs, stride};
    convolve_block(layer, band, to - from, out + x * pixel, out_stride, scratch);
    from = to;
  }
}
