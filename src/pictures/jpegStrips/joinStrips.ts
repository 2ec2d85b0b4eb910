import { concatUint8Arrays } from "uint8array-extras";
import { BitWriter } from "./bitWriter.ts";
import { codesOf } from "./huffmanTable.ts";
import type { HuffmanTable } from "./huffmanTable.ts";
import { optimalTable } from "./optimalTable.ts";
import { readSymbols } from "./readSymbols.ts";
import { marker, readStrip } from "./strip.ts";
import type { Segment, Strip } from "./strip.ts";

/** Keys of tables are below this, symbols are bytes. */
const [keyCount, symbolCount] = [0x20, 0x100];

type Tables = ReadonlyMap<number, HuffmanTable>;

/**
 * One baseline JPEG of `height` rows from strips that lie below each other: JPEGs by one encoder
 * with the same settings and width, all but the last as high as a whole number of the scan's
 * units. No coefficient changes; the Huffman tables are made anew for the whole.
 */
export function joinStrips(files: readonly Uint8Array[], height: number): Uint8Array<ArrayBuffer> {
  const strips = files.map(readStrip);
  const tables = tablesFor(strips);
  return concatUint8Arrays([
    Uint8Array.of(0xff, marker.start),
    ...(strips[0]?.segments ?? []).flatMap((segment) => rewritten(segment, height, tables)),
    ...scanOf(strips, tables),
    Uint8Array.of(0xff, marker.end),
  ]);
}

/** The best tables for all strips together, one for each that they name. */
function tablesFor(strips: readonly Strip[]): Tables {
  const frequencies = new Float64Array(keyCount * symbolCount);
  readSymbols(strips, (table, symbol) => {
    const index = table * symbolCount + symbol;
    frequencies[index] = (frequencies[index] ?? 0) + 1;
  });
  const keys = new Set(strips.flatMap(({ components }) => components.flatMap((c) => [c.dc, c.ac])));
  const part = (key: number) => frequencies.subarray(key * symbolCount, (key + 1) * symbolCount);
  return new Map(Array.from(keys, (key) => [key, optimalTable(part(key))]));
}

/** What stands in the whole's head where this stands in the first strip's: the tables come last, before the scan. */
function rewritten({ marker: kind, bytes }: Segment, height: number, tables: Tables): Uint8Array[] {
  switch (kind) {
    case marker.tables:
      return [];
    case marker.scan:
      return [tablesSegment(tables), bytes];
    case marker.frame: {
      const frame = Uint8Array.from(bytes);
      new DataView(frame.buffer).setUint16(5, height);
      return [frame];
    }
    default:
      return [bytes];
  }
}

function tablesSegment(tables: Tables): Uint8Array {
  const content: number[] = [];
  for (const [key, { counts, symbols }] of tables) {
    content.push(key, ...counts, ...symbols);
  }
  const length = content.length + 2;
  return Uint8Array.of(0xff, marker.tables, length >> 8, length & 0xff, ...content);
}

function scanOf(strips: readonly Strip[], tables: Tables): Uint8Array[] {
  const codes = new Uint32Array(keyCount * symbolCount);
  for (const [key, table] of tables) {
    codes.set(codesOf(table), key * symbolCount);
  }
  const writer = new BitWriter();
  readSymbols(strips, (table, symbol, bits, size) => {
    const code = codes[table * symbolCount + symbol] ?? 0;
    writer.put(code >>> 16, code & 0xffff);
    writer.put(bits, size);
  });
  return writer.finish();
}
