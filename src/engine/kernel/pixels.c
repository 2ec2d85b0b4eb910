// From bytes to the networks' numbers and back. Inside, a picture is 0 to 1 in four floats a pixel:
// red, green, blue and a zero, so that a pixel is a vector.
#include "simd.h"

INLINE int clamp(int value, int end) { return value < 0 ? 0 : value >= end ? end - 1 : value; }

// Reads `columns` x `rows` pixels from (left, top) on, which may lie outside the RGBA picture of
// `width` x `height`: there its edge is repeated. `stride` is in floats.
EXPORT(read_pixels)
void read_pixels(const unsigned char *picture, int width, int height, int left, int top, int columns,
                 int rows, float *out, int stride) {
  for (int y = 0; y < rows; y++) {
    const unsigned char *row = picture + clamp(top + y, height) * width * 4;
    for (int x = 0; x < columns; x++) {
      const unsigned char *pixel = row + clamp(left + x, width) * 4;
      Vector value = wasm_f32x4_make(pixel[0], pixel[1], pixel[2], 0);
      store(out + y * stride + x * 4, scale(1 / 255.f, value));
    }
  }
}

INLINE Vector to_bytes(Vector value) {
  Vector level = add_scaled(all(0.5f), 255, value);
  level = wasm_f32x4_pmax(all(0), wasm_f32x4_pmin(all(255), level));
  return wasm_i32x4_trunc_sat_f32x4(level);
}

// Writes the four pixels that one becomes: each vector has one colour of top left, top right, bottom
// left and bottom right. `stride` is in bytes. Rounds to the nearest level, halves up.
INLINE void write_quad(Vector red, Vector green, Vector blue, unsigned char *out, int stride) {
  Vector pixels = wasm_v128_or(
      wasm_v128_or(to_bytes(red), wasm_i32x4_shl(to_bytes(green), 8)),
      wasm_v128_or(wasm_i32x4_shl(to_bytes(blue), 16), wasm_i32x4_splat((int)0xff000000)));
  wasm_v128_store64_lane(out, pixels, 0);
  wasm_v128_store64_lane(out + stride, pixels, 1);
}

// Writes `rows` x `columns` pixels of twelve floats (a colour's four pixels, colour after colour) as
// twice as many rows and columns of RGBA. `stride` is in floats, `out` has no padding.
EXPORT(write_pixels)
void write_pixels(const float *from, int stride, int columns, int rows, unsigned char *out) {
  for (int y = 0; y < rows; y++) {
    for (int x = 0; x < columns; x++) {
      const float *quad = from + y * stride + x * 12;
      write_quad(load(quad), load(quad + 4), load(quad + 8), out + (y * columns * 2 + x) * 8,
                 columns * 8);
    }
  }
}

// The bilinear enlargement of one pixel, as quads. A corner of it is 9/16 the pixel, 3/16 each
// neighbour on its sides and 1/16 the one across.
INLINE Vector corner(const float *pixel, int across, int down) {
  Vector near = scale(0.5625f, load(pixel));
  Vector sides = add(load(pixel + across), load(pixel + down));
  return add_scaled(add_scaled(near, 0.1875f, sides), 0.0625f, load(pixel + across + down));
}

// Adds the four corners of one pixel, from a vector for each corner to a vector for each colour.
INLINE void add_quad(const float *pixel, int stride, const float *bias, float *quad) {
  Vector top_left = corner(pixel, -4, -stride), top_right = corner(pixel, 4, -stride);
  Vector bottom_left = corner(pixel, -4, stride), bottom_right = corner(pixel, 4, stride);
  Vector red_green_top = wasm_i32x4_shuffle(top_left, top_right, 0, 4, 1, 5);
  Vector red_green_bottom = wasm_i32x4_shuffle(bottom_left, bottom_right, 0, 4, 1, 5);
  Vector blue_top = wasm_i32x4_shuffle(top_left, top_right, 2, 6, 3, 7);
  Vector blue_bottom = wasm_i32x4_shuffle(bottom_left, bottom_right, 2, 6, 3, 7);
  Vector red = wasm_i32x4_shuffle(red_green_top, red_green_bottom, 0, 1, 4, 5);
  Vector green = wasm_i32x4_shuffle(red_green_top, red_green_bottom, 2, 3, 6, 7);
  Vector blue = wasm_i32x4_shuffle(blue_top, blue_bottom, 0, 1, 4, 5);
  store(quad, add(add(load(quad), load(bias)), red));
  store(quad + 4, add(add(load(quad + 4), load(bias + 4)), green));
  store(quad + 8, add(add(load(quad + 8), load(bias + 8)), blue));
}

// Adds twelve biases and twice as large a picture (bilinear, as `read_pixels` read it) to what
// `write_pixels` will write. Around it, one more pixel is read. Strides are in floats.
EXPORT(add_enlarged)
void add_enlarged(const float *picture, int picture_stride, int columns, int rows, const float *biases,
                  float *sums, int sums_stride) {
  for (int y = 0; y < rows; y++) {
    for (int x = 0; x < columns; x++) {
      add_quad(picture + y * picture_stride + x * 4, picture_stride, biases,
               sums + y * sums_stride + x * 12);
    }
  }
}
