import { latin1, uint32BE } from "../core/image/byteReader.ts";
import type { LoadAsset } from "./assets.ts";
import type { Raster } from "./raster.ts";
import { damaged } from "./refusals.ts";
import { wasmModule } from "./wasmModules.ts";

const signatureLength = 8;
const chunkOverhead = 12;

/**
 * All that pixels depend on. The decoder refuses a whole picture for an unreadable profile or text,
 * and would unpack compressed text that nobody reads.
 */
const neededChunks = new Set(["IHDR", "PLTE", "tRNS", "IDAT", "IEND"]);

/** What the module exports, as wasm-bindgen made it. */
interface Exports {
  readonly memory: WebAssembly.Memory;
  readonly __wbindgen_malloc: (length: number, alignment: number) => number;
  readonly decode: (address: number, length: number) => void;
}

/**
 * Decodes a PNG that was inspected before. The module is run without the code that the package has
 * for it, because that keeps one instance, whose memory never shrinks, for as long as it is loaded.
 */
export async function decodePng(bytes: Uint8Array, load: LoadAsset): Promise<Raster> {
  const module = await wasmModule("png.wasm", load);
  const picture: { decoded?: Raster } = {};
  const { memory, decode, __wbindgen_malloc } = exportsOf(
    new WebAssembly.Instance(module, { wbg: importsOf(module, take) }),
  );
  function take(address: number, length: number, width: number, height: number): number {
    const data = new Uint8ClampedArray(memory.buffer, address >>> 0, length).slice();
    picture.decoded = { data, width: width >>> 0, height: height >>> 0 };
    return 0;
  }
  const parts = partsOf(bytes);
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const address = __wbindgen_malloc(length, 1) >>> 0;
  copyInto(new Uint8Array(memory.buffer, address, length), parts);
  try {
    decode(address, length);
  } catch (error) {
    throw error instanceof RangeError ? error : damaged(error);
  }
  if (!picture.decoded) {
    throw damaged();
  }
  return picture.decoded;
}

function exportsOf({ exports }: WebAssembly.Instance): Exports {
  const { memory, decode, __wbindgen_malloc } = exports;
  const isExpected =
    memory instanceof WebAssembly.Memory &&
    typeof decode === "function" &&
    typeof __wbindgen_malloc === "function";
  if (!isExpected) {
    throw new TypeError("Another PNG module than this code is written for.");
  }
  return {
    memory,
    decode: (address, length) => void decode(address, length),
    __wbindgen_malloc: (length, alignment) => Number(__wbindgen_malloc(length, alignment)),
  };
}

/** The signature and the chunks that the decoder needs to see. */
function partsOf(bytes: Uint8Array): Uint8Array[] {
  const parts = [bytes.subarray(0, signatureLength)];
  let offset = signatureLength;
  let type = "";
  while (type !== "IEND" && offset < bytes.length) {
    const end = offset + chunkOverhead + uint32BE(bytes, offset);
    type = latin1(bytes, offset + 4, 4);
    if (neededChunks.has(type)) {
      parts.push(bytes.subarray(offset, end));
    }
    offset = end;
  }
  return parts;
}

function copyInto(target: Uint8Array, parts: readonly Uint8Array[]): void {
  let offset = 0;
  for (const part of parts) {
    target.set(part, offset);
    offset += part.length;
  }
}

/** The module imports its making of `ImageData` under a name with a hash; it calls nothing else unless it fails. */
function importsOf(
  module: WebAssembly.Module,
  take: (address: number, length: number, width: number, height: number) => number,
): WebAssembly.ModuleImports {
  const fail = () => {
    throw new Error("The PNG decoder gave up.");
  };
  return Object.fromEntries(
    WebAssembly.Module.imports(module).map(({ name }) => [
      name,
      name.startsWith("__wbg_newwithownedu8clampedarray") ? take : fail,
    ]),
  );
}
