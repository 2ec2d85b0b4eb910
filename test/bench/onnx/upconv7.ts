import { Layers } from "./layers.ts";

/** By how much a network's input is larger than what it doubles, on each side: edges repeated. */
export const inputMargin = { fast: 0, standard: 7, "standard-denoise": 7 } as const;

/**
 * A reference network as ONNX, for pictures of any size: see `Graph.model` for what goes in and comes
 * out, and `inputMargin` for what goes in around it.
 */
export function onnxModel(name: keyof typeof inputMargin): Promise<Uint8Array> {
  return name === "fast" ? anime4k() : upconv7(name);
}

/** waifu2x's upconv_7. No layer is padded: all of them together cut off seven pixels on each side. */
async function upconv7(name: string): Promise<Uint8Array> {
  const layers = await Layers.read(name);
  const channels = [3, 16, 32, 64, 128, 128, 256];
  let features = "input";
  channels.slice(1).forEach((outputs, i) => {
    const sums = layers.convolve(features, channels[i] ?? 0, outputs, 3);
    features = layers.graph.node("LeakyRelu", [sums], { alpha: { float: 0.1 } });
  });
  layers.deconvolve(features, 256, 3, "output");
  return layers.model();
}

/**
 * Anime4K's CNN x2 VL, as Anime4K_Upscale_CNN_x2_VL.glsl has it: every layer reads beyond the edges
 * what is at them (mpv clamps textures), and the result is added to the bilinear enlargement.
 */
async function anime4k(): Promise<Uint8Array> {
  const layers = await Layers.read("fast");
  const { graph } = layers;
  const features: string[] = [];
  for (let i = 0; i < 7; i++) {
    const from = features[i - 1];
    const padded = layers.pad(from ?? "input", 1);
    const sums = layers.convolve(padded, from ? 16 : 3, 8, 3);
    const signs = [graph.node("Relu", [sums]), graph.node("Relu", [graph.node("Neg", [sums])])];
    features.push(graph.node("Concat", signs, { axis: 1 }));
  }
  const all = graph.node("Concat", features, { axis: 1 });
  const detail = graph.node("DepthToSpace", [layers.convolve(all, 112, 12, 1)], {
    blocksize: 2,
    mode: "CRD",
  });
  const scales = graph.floats([4], new Uint8Array(Float32Array.of(1, 1, 2, 2).buffer));
  const bilinear = graph.node("Resize", ["input", "", scales], {
    mode: "linear",
    coordinate_transformation_mode: "half_pixel",
  });
  graph.node("Add", [detail, bilinear], {}, "output");
  return layers.model();
}
