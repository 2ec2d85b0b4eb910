import type { HuffmanTable } from "./huffmanTable.ts";

/** One part of a baseline JPEG's head, marker included. */
export interface Segment {
  readonly marker: number;
  readonly bytes: Uint8Array;
}

/** A component as the scan holds it. */
interface Component {
  /** Blocks of 8 × 8 in each unit of the scan. */
  readonly blocks: number;
  /** Keys of its tables. */
  readonly dc: number;
  readonly ac: number;
}

/** A baseline JPEG with one scan, taken apart. */
export interface Strip {
  readonly segments: readonly Segment[];
  /** By class and destination as the file has them in one byte: 0x00, 0x01, 0x10, 0x11. */
  readonly tables: ReadonlyMap<number, HuffmanTable>;
  readonly components: readonly Component[];
  /** Units of the scan (MCU). */
  readonly units: number;
  /** What follows the scan's header. */
  readonly scan: Uint8Array;
}

/** Markers (ITU-T T.81, table B.1). */
export const marker = { start: 0xd8, frame: 0xc0, tables: 0xc4, end: 0xd9, scan: 0xda } as const;

/** Takes apart what the encoder wrote. Throws an Error where that is no baseline JPEG. */
export function readStrip(bytes: Uint8Array): Strip {
  const segments = segmentsOf(bytes);
  const part = (wanted: number) => {
    const found = segments.find((segment) => segment.marker === wanted);
    if (!found) {
      throw new Error(`The encoder wrote no segment 0x${wanted.toString(16)}.`);
    }
    return found.bytes;
  };
  const [frame, scan] = [part(marker.frame), part(marker.scan)];
  const length = segments.reduce((sum, segment) => sum + segment.bytes.length, 2);
  return {
    segments,
    tables: tablesOf(segments),
    components: componentsOf(frame, scan),
    units: unitsOf(frame),
    scan: bytes.subarray(length),
  };
}

/** Those between the start of the image and the scan's bits. */
function segmentsOf(bytes: Uint8Array): Segment[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const segments: Segment[] = [];
  let offset = 2;
  while (segments.at(-1)?.marker !== marker.scan && offset + 4 <= bytes.length) {
    const end = offset + 2 + view.getUint16(offset + 2);
    segments.push({ marker: view.getUint8(offset + 1), bytes: bytes.subarray(offset, end) });
    offset = end;
  }
  return segments;
}

function tablesOf(segments: readonly Segment[]): Map<number, HuffmanTable> {
  const tables = new Map<number, HuffmanTable>();
  for (const { bytes } of segments.filter((segment) => segment.marker === marker.tables)) {
    for (let offset = 4; offset < bytes.length;) {
      const counts = bytes.subarray(offset + 1, offset + 17);
      const end = offset + 17 + counts.reduce((sum, count) => sum + count, 0);
      tables.set(bytes[offset] ?? 0, { counts, symbols: bytes.subarray(offset + 17, end) });
      offset = end;
    }
  }
  return tables;
}

/** How many blocks of each component stand beside and over each other in a unit (B.2.2). */
const samplings = (frame: Uint8Array): [across: number, down: number][] =>
  Array.from({ length: frame[9] ?? 0 }, (_component, index) => {
    const sampling = frame[11 + 3 * index] ?? 0;
    return [sampling >> 4, sampling & 15];
  });

/** The scan names the components in the frame's order (B.2.3). */
const componentsOf = (frame: Uint8Array, scan: Uint8Array): Component[] =>
  samplings(frame).map(([across, down], index) => {
    const tables = scan[6 + 2 * index] ?? 0;
    return { blocks: across * down, dc: tables >> 4, ac: 0x10 | (tables & 15) };
  });

function unitsOf(frame: Uint8Array): number {
  const view = new DataView(frame.buffer, frame.byteOffset);
  const across = Math.max(...samplings(frame).map(([columns]) => columns));
  const down = Math.max(...samplings(frame).map(([, rows]) => rows));
  return Math.ceil(view.getUint16(7) / (8 * across)) * Math.ceil(view.getUint16(5) / (8 * down));
}
