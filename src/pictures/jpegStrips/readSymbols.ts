import { BitReader } from "./bitReader.ts";
import { lookupOf } from "./huffmanTable.ts";
import type { Strip } from "./strip.ts";

/** Is told a symbol of a scan, the key of the table it is coded by and the `size` bits that follow it. */
export type OnSymbol = (table: number, symbol: number, bits: number, size: number) => void;

interface Plane {
  readonly blocks: number;
  readonly dc: number;
  readonly ac: number;
  readonly dcLookup: Uint16Array;
  readonly acLookup: Uint16Array;
  /** The last block's mean, in the strip and, where the next difference starts, in the whole. */
  inStrip: number;
  inWhole: number;
}

const blockSize = 64;

/**
 * Reads strips that lie below each other as the one scan they are to become. In a strip the first
 * mean of a component is a difference to 0, in the whole to the mean before (ITU-T T.81, F.1.1.5.1).
 */
export function readSymbols(strips: readonly Strip[], onSymbol: OnSymbol): void {
  let planes: Plane[] = [];
  for (const strip of strips) {
    planes = planesOf(strip, planes);
    const reader = new BitReader(strip.scan);
    for (let unit = 0; unit < strip.units; unit += 1) {
      for (const plane of planes) {
        for (let block = 0; block < plane.blocks; block += 1) {
          readMean(reader, plane, onSymbol);
          readRest(reader, plane, onSymbol);
        }
      }
    }
  }
}

function planesOf({ components, tables }: Strip, above: readonly Plane[]): Plane[] {
  const lookups = new Map([...tables].map(([key, table]) => [key, lookupOf(table)]));
  const lookup = (key: number) => lookups.get(key) ?? new Uint16Array();
  return components.map(({ blocks, dc, ac }, index) => ({
    blocks,
    dc,
    ac,
    dcLookup: lookup(dc),
    acLookup: lookup(ac),
    inStrip: 0,
    inWhole: above[index]?.inWhole ?? 0,
  }));
}

function readMean(reader: BitReader, plane: Plane, onSymbol: OnSymbol): void {
  const size = reader.symbol(plane.dcLookup);
  const bits = reader.bits(size);
  // A number that starts with a 0 bit is negative (figure F.12).
  plane.inStrip += bits < 1 << (size - 1) ? bits - (1 << size) + 1 : bits;
  const difference = plane.inStrip - plane.inWhole;
  plane.inWhole = plane.inStrip;
  const newSize = 32 - Math.clz32(Math.abs(difference));
  const newBits = difference < 0 ? difference + (1 << newSize) - 1 : difference;
  onSymbol(plane.dc, newSize, newBits, newSize);
}

/** A symbol is a run of zeros and the size of the coefficient after it; 0 ends the block (F.1.2.2). */
function readRest(reader: BitReader, { ac, acLookup }: Plane, onSymbol: OnSymbol): void {
  for (let index = 1; index < blockSize;) {
    const symbol = reader.symbol(acLookup);
    const size = symbol & 15;
    onSymbol(ac, symbol, reader.bits(size), size);
    index = symbol === 0 ? blockSize : index + (symbol >> 4) + 1;
  }
}
