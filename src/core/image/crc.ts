import crc32 from "crc-32";

/** The CRC-32 of `bytes`, going on from that of what stands before them. */
type Crc = (bytes: Uint8Array, before?: number) => number;

/** The little that this knows of Node; a browser has none of it. */
declare const process:
  | { readonly getBuiltinModule?: (name: "node:zlib") => { readonly crc32?: Crc } | undefined }
  | undefined;

/** Takes a quarter of the time; Node has it from 20.16 on. */
const ofNode =
  typeof process === "undefined" ? undefined : process.getBuiltinModule?.("node:zlib")?.crc32;

/** Signed, whoever computes it. */
export const crcBy = (native: Crc | undefined): Crc =>
  native ? (bytes, before = 0) => native(bytes, before >>> 0) | 0 : crc32.buf;

export const crc = crcBy(ofNode);
