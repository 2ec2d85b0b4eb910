import type { Fields } from "../../core/provenanceFields.ts";
import { readXmp } from "./xmpPacket.ts";
import { valuesIn } from "./xmpValues.ts";

/** Bytes of a packet that is looked into; what programs write has a few thousand. */
const mostPacket = 2 ** 20;

const own = "clarityUpscaler:";

/** What an XMP packet says of ours; nothing where it says nothing, or cannot be read. */
export function fieldsIn(packet: Uint8Array | undefined): Fields {
  const read = packet && packet.length <= mostPacket ? readXmp(packet) : undefined;
  const values = read ? valuesIn(read, (name) => name.startsWith(own)) : [];
  return Object.fromEntries(Array.from(values, ([name, value]) => [name.slice(own.length), value]));
}
