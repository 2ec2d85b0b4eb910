// Brings a layer's weights into the form that the multiplication reads, once, when a network is loaded.
#include "simd.h"
#include "transforms.h"

// What a kernel of three weights is at each point.
static const float kernel_points[TILE_IN][3] = {
    {1, 0, 0},
    {-2.f / 9, -2.f / 9, -2.f / 9},
    {-2.f / 9, 2.f / 9, -2.f / 9},
    {1.f / 90, 1.f / 45, 2.f / 45},
    {1.f / 90, -1.f / 45, 2.f / 45},
    {32.f / 45, 16.f / 45, 8.f / 45},
    {32.f / 45, -16.f / 45, 8.f / 45},
    {0, 0, 1},
};

// Where a weight goes: for each point, panels of 8 outputs (the last one may be 4 wide), each with
// its inputs one after the other, so that the multiplication reads straight on.
INLINE int weight_index(int point, int inputs, int outputs, int input, int output) {
  int panel = output / PANEL * PANEL;
  int width = outputs - panel < PANEL ? outputs - panel : PANEL;
  return point * inputs * outputs + panel * inputs + input * width + output - panel;
}

// `kernels` is [output][input][row][column]; `transformed` takes 64 x inputs x outputs floats.
EXPORT(transform_weights)
void transform_weights(const float *kernels, int inputs, int outputs, float *transformed) {
  for (int output = 0; output < outputs; output++) {
    for (int input = 0; input < inputs; input++, kernels += 9) {
      for (int point = 0; point < POINTS; point++) {
        const float *down = kernel_points[point / TILE_IN], *across = kernel_points[point % TILE_IN];
        float sum = 0;
        for (int i = 0; i < 9; i++) {
          sum += down[i / 3] * across[i % 3] * kernels[i];
        }
        transformed[weight_index(point, inputs, outputs, input, output)] = sum;
      }
    }
  }
}
