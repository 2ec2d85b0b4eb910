// What Anime4K needs beside convolutions. Its feature planes have 16 channels (8 of a layer's outputs
// above zero, 8 below) and a ring of one pixel around the picture.
#include "simd.h"

enum { FEATURES = 16, SUMS = 12 };

static void copy_pixel(const float *from, float *to, int channels) {
  for (int c = 0; c < channels; c += 4) {
    store(to + c, load(from + c));
  }
}

// Repeats the edges of a `width` x `height` picture that begins at (1, 1) of a plane of `columns` x
// `rows` pixels over everything outside of it.
EXPORT(repeat_edges)
void repeat_edges(float *plane, int columns, int rows, int width, int height, int channels) {
  int stride = columns * channels;
  for (int y = 1; y <= height; y++) {
    float *row = plane + y * stride;
    copy_pixel(row + channels, row, channels);
    for (int x = width + 1; x < columns; x++) {
      copy_pixel(row + width * channels, row + x * channels, channels);
    }
  }
  for (int i = 0; i < stride; i += 4) {
    store(plane + i, load(plane + stride + i));
    for (int y = height + 1; y < rows; y++) {
      store(plane + y * stride + i, load(plane + height * stride + i));
    }
  }
}

// Two pixels at once: twice the work for every weight that is read.
INLINE void add_two(const float *features, const float *weights, float *sums) {
  Vector a[3], b[3];
  UNROLL for (int v = 0; v < 3; v++) {
    a[v] = load(sums + v * 4);
    b[v] = load(sums + SUMS + v * 4);
  }
  for (int i = 0; i < FEATURES; i++) {
    Vector of_a = load_all(features + i), of_b = load_all(features + FEATURES + i);
    UNROLL for (int v = 0; v < 3; v++) {
      Vector weight = load(weights + i * SUMS + v * 4);
      a[v] = add_product(a[v], of_a, weight);
      b[v] = add_product(b[v], of_b, weight);
    }
  }
  UNROLL for (int v = 0; v < 3; v++) {
    store(sums + v * 4, a[v]);
    store(sums + SUMS + v * 4, b[v]);
  }
}

// Adds a layer's share ([feature][12]) to the last layer's 1x1 convolution over all of them.
// `columns` is even; strides are in floats.
EXPORT(add_features)
void add_features(const float *features, int stride, int columns, int rows, const float *weights,
                  float *sums, int sums_stride) {
  for (int y = 0; y < rows; y++) {
    for (int x = 0; x < columns; x += 2) {
      add_two(features + y * stride + x * FEATURES, weights, sums + y * sums_stride + x * SUMS);
    }
  }
}
