// The few SIMD operations that the kernel is written in: base wasm SIMD, so that every engine
// computes the same bits. (Relaxed SIMD's fused multiply-add differs between processors.)
#pragma once
#include <wasm_simd128.h>

#define EXPORT(name) __attribute__((export_name(#name), used))
#define INLINE static inline __attribute__((always_inline))
// Register blocks live in arrays: only a fully unrolled loop lets the compiler keep them in registers.
#define UNROLL _Pragma("clang loop unroll(full)")

typedef v128_t Vector;  // four floats

INLINE Vector load(const float *from) { return wasm_v128_load(from); }
INLINE void store(float *to, Vector value) { wasm_v128_store(to, value); }
INLINE Vector all(float value) { return wasm_f32x4_splat(value); }
INLINE Vector load_all(const float *from) { return wasm_v128_load32_splat(from); }
INLINE Vector add(Vector a, Vector b) { return wasm_f32x4_add(a, b); }
INLINE Vector subtract(Vector a, Vector b) { return wasm_f32x4_sub(a, b); }
INLINE Vector scale(float factor, Vector a) { return wasm_f32x4_mul(all(factor), a); }
INLINE Vector add_product(Vector sum, Vector a, Vector b) {
  return wasm_f32x4_add(sum, wasm_f32x4_mul(a, b));
}
INLINE Vector add_scaled(Vector sum, float factor, Vector a) { return add(sum, scale(factor, a)); }
INLINE Vector negated(Vector a) { return wasm_f32x4_neg(a); }
// pmin and pmax are one instruction each on x86; min and max are several, for NaN and -0.
INLINE Vector positive_part(Vector a) { return wasm_f32x4_pmax(a, all(0)); }
INLINE Vector negative_part(Vector a) { return wasm_f32x4_pmin(a, all(0)); }
