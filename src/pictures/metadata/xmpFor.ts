import type { Changes } from "./changes.ts";
import { rewriteXmp } from "./rewriteXmp.ts";
import { readXmp } from "./xmpPacket.ts";
import { fateOf } from "./xmpProperties.ts";

/**
 * The source's XMP packet, true of the result: its size and orientation, no thumbnails, and nothing
 * that points at parts of the old file. Whatever need not change stays as it is written. Undefined
 * for a packet that is no well-formed XML in UTF-8.
 */
export function xmpFor(packet: Uint8Array | undefined, changes: Changes): Uint8Array | undefined {
  const read = readXmp(packet);
  return (
    read && new TextEncoder().encode(rewriteXmp(read, (property) => fateOf(property, changes)))
  );
}
