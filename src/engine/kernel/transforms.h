// The one-dimensional transforms of F(6, 3), with the points 0, 1, -1, 2, -2, 1/2, -1/2 and
// infinity. Applied to columns and then to rows, each is two-dimensional. (The third is in weights.c.)
#pragma once
#include "simd.h"

enum { TILE_IN = 8, TILE_OUT = 6, POINTS = TILE_IN * TILE_IN };

// Outputs whose weights lie together, as they are multiplied together: two vectors.
enum { PANEL = 8 };

// Eight input values to eight points; `step` vectors lead from a point to the next.
INLINE void to_points(const Vector *d, Vector *points, int step) {
  points[0] = add_scaled(subtract(d[0], d[6]), 5.25f, subtract(d[4], d[2]));
  points[7 * step] = add_scaled(subtract(d[7], d[1]), 5.25f, subtract(d[3], d[5]));
  Vector even = add_scaled(add(d[2], d[6]), -4.25f, d[4]);
  Vector odd = add_scaled(add(d[1], d[5]), -4.25f, d[3]);
  points[step] = add(even, odd);
  points[2 * step] = subtract(even, odd);
  even = add_scaled(add_scaled(d[6], 0.25f, d[2]), -1.25f, d[4]);
  odd = add_scaled(add_scaled(scale(0.5f, d[1]), -2.5f, d[3]), 2, d[5]);
  points[3 * step] = add(even, odd);
  points[4 * step] = subtract(even, odd);
  even = add_scaled(d[6], 4, add_scaled(d[2], -1.25f, d[4]));
  odd = add_scaled(add_scaled(scale(2, d[1]), -2.5f, d[3]), 0.5f, d[5]);
  points[5 * step] = add(even, odd);
  points[6 * step] = subtract(even, odd);
}

// Eight points to six output values.
INLINE void from_points(const Vector *m, Vector *values, int step) {
  Vector sum1 = add(m[1], m[2]), difference1 = subtract(m[1], m[2]);
  Vector sum2 = add(m[3], m[4]), difference2 = subtract(m[3], m[4]);
  Vector sum3 = add(m[5], m[6]), difference3 = subtract(m[5], m[6]);
  values[0] = add(add(m[0], sum1), add(sum2, sum3));
  values[step] = add_scaled(add_scaled(difference1, 2, difference2), 0.5f, difference3);
  values[2 * step] = add_scaled(add_scaled(sum1, 4, sum2), 0.25f, sum3);
  values[3 * step] = add_scaled(add_scaled(difference1, 8, difference2), 0.125f, difference3);
  values[4 * step] = add_scaled(add_scaled(sum1, 16, sum2), 0.0625f, sum3);
  values[5 * step] =
      add_scaled(add_scaled(add(m[7], difference1), 32, difference2), 0.03125f, difference3);
}
