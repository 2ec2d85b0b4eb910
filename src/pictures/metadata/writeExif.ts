import { pointerTags } from "./exifBlock.ts";
import type { ExifBlock, ExifEntry } from "./exifBlock.ts";
import { longEntry } from "./exifEntry.ts";
import { ExifRoom } from "./exifRoom.ts";

/** The makers' own notes, which may count from the block's start: nobody else knows, so they stay where they stood. */
export const makerNote = 0x927c;

/** A directory with the ones that it points to. */
interface Tree {
  readonly pointer: number;
  readonly entries: readonly ExifEntry[];
  readonly below: readonly Tree[];
}

/** The bytes of a block; undefined where it says nothing. */
export function writeExif(block: ExifBlock): Uint8Array | undefined {
  const { image, exif, gps, interop, isLittleEndian } = block;
  if (image.length + exif.length + gps.length === 0) {
    return undefined;
  }
  const note = exif.find(({ tag, value }) => tag === makerNote && value.length > 4);
  const room = new ExifRoom(note && { offset: note.offset, bytes: note.value });
  const below = [
    {
      pointer: pointerTags.exif,
      entries: exif,
      below: [{ pointer: pointerTags.interop, entries: interop, below: [] }],
    },
    { pointer: pointerTags.gps, entries: gps, below: [] },
  ];
  const first = writeDirectory({ pointer: 0, entries: image, below }, room, isLittleEndian);
  room.put(0, header(first, isLittleEndian));
  return room.bytes();
}

function header(first: number, isLittleEndian: boolean): Uint8Array {
  const bytes = new Uint8Array(8);
  const view = new DataView(bytes.buffer);
  bytes.fill(isLittleEndian ? 0x49 : 0x4d, 0, 2);
  view.setUint16(2, 42, isLittleEndian);
  view.setUint32(4, first, isLittleEndian);
  return bytes;
}

/** Writes a directory and those below it; returns where it stands. */
function writeDirectory(tree: Tree, room: ExifRoom, isLittleEndian: boolean): number {
  const filled = tree.below.filter(({ entries }) => entries.length > 0);
  const count = tree.entries.length + filled.length;
  const at = room.take(2 + 12 * count + 4);
  const pointers = filled.map((child) =>
    longEntry(child.pointer, writeDirectory(child, room, isLittleEndian), isLittleEndian),
  );
  const table = new Uint8Array(2 + 12 * count + 4);
  const view = new DataView(table.buffer);
  view.setUint16(0, count, isLittleEndian);
  const entries = [...tree.entries, ...pointers].sort((a, b) => a.tag - b.tag);
  for (const [index, entry] of entries.entries()) {
    const start = 2 + 12 * index;
    view.setUint16(start, entry.tag, isLittleEndian);
    view.setUint16(start + 2, entry.type, isLittleEndian);
    view.setUint32(start + 4, entry.count, isLittleEndian);
    if (entry.value.length > 4) {
      view.setUint32(start + 8, placeOf(entry, room), isLittleEndian);
    } else {
      table.set(entry.value, start + 8);
    }
  }
  room.put(at, table);
  return at;
}

function placeOf({ value, offset }: ExifEntry, room: ExifRoom): number {
  if (room.holds(value)) {
    return offset;
  }
  const place = room.take(value.length);
  room.put(place, value);
  return place;
}
