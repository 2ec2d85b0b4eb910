import type { Encoding } from "../core/finishOptions.ts";
import type { Provenance } from "../core/provenance.ts";
import type { Fields } from "../core/provenanceFields.ts";
import type { NetworkName } from "../engine/network/network.ts";
import type { NetworkFacts } from "../engine/tiles.ts";
import type { TileTask } from "../engine/upscaleTile.ts";
import type { Raster } from "../pictures/raster.ts";
import type { FinishTask } from "./finishPicture.ts";
import type { MetadataSource } from "./metadataSource.ts";

/**
 * The heavy work on pictures, done where it does not block the editor. Every method rejects with
 * `UpscaleError`, or with what went wrong. Rasters that are passed in belong to the worker afterwards.
 */
export interface PictureTasks {
  /** The pixels of a PNG, JPEG or WebP as people see them, opaque, with colour under what was transparent. */
  decode(bytes: Uint8Array): Promise<Raster>;
  /** A file in the wanted format, or a PNG where that cannot hold the picture, with its source's metadata. */
  encode(
    raster: Raster,
    wanted: Encoding,
    metadata: MetadataSource,
  ): Promise<Uint8Array<ArrayBuffer>>;
  /** Loads a network ahead of its tiles. */
  prepare(network: NetworkName): Promise<NetworkFacts>;
  upscaleTile(task: TileTask): Promise<Raster>;
  /** An opaque enlargement with the transparency of its source, if that has any. */
  takeTransparency(raster: Raster, source: Uint8Array): Promise<Raster>;
  /** The file as an opaque PNG of 8 bits, colour under what was transparent; undefined for one that is opaque, unless `always`. */
  toOpaque(bytes: Uint8Array, always: boolean): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** Whether a result is all black and its source, where it is known, is not that dark. */
  isBlack(result: Uint8Array, source: Uint8Array | undefined): Promise<boolean>;
  /** The finished file of a result; undefined where it is one already. */
  finish(task: FinishTask): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** The same file saying how it was made; undefined where it has no room for that. */
  writeProvenance(
    bytes: Uint8Array,
    made: Provenance,
  ): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** What a file says about how it was made; nothing where it says nothing. */
  readProvenance(bytes: Uint8Array): Promise<Fields>;
}
