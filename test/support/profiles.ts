import sharp from "sharp";
import type { Sharp } from "sharp";

/** Display P3, as libvips embeds it. */
export const displayP3: Uint8Array = await profileIn(
  sharp({ create: { width: 1, height: 1, channels: 3, background: "red" } }).withIccProfile("p3"),
);

async function profileIn(picture: Sharp): Promise<Uint8Array> {
  const { icc } = await sharp(await picture.jpeg().toBuffer()).metadata();
  if (!icc) {
    throw new Error("libvips embedded no profile.");
  }
  return new Uint8Array(icc);
}

/** A grey profile with gamma 2.2 (ICC.1:2022, section 8.4.3), as long as `length` says at least. */
export function greyProfile(length = 0): Buffer {
  const tags: readonly (readonly [string, Buffer])[] = [
    ["desc", text("Grey, gamma 2.2")],
    ["cprt", text("Public domain")],
    ["wtpt", Buffer.from("58595a20000000000000f6d6000100000000d32d", "hex")],
    ["kTRC", Buffer.from("6375727600000000000000010233", "hex")],
  ];
  const table = Buffer.alloc(4 + 12 * tags.length);
  table.writeUInt32BE(tags.length);
  let offset = 128 + table.length;
  const values = tags.map(([name, value], index) => {
    const padded = Buffer.concat([value, Buffer.alloc(-value.length & 3)]);
    table.write(name, 4 + 12 * index, "latin1");
    table.writeUInt32BE(offset, 8 + 12 * index);
    table.writeUInt32BE(value.length, 12 + 12 * index);
    offset += padded.length;
    return padded;
  });
  const filler = Buffer.alloc(Math.max(0, length - offset));
  const profile = Buffer.concat([Buffer.alloc(128), table, ...values, filler]);
  profile.writeUInt32BE(profile.length, 0);
  profile.writeUInt32BE(0x04200000, 8);
  profile.write("mntrGRAYXYZ ", 12, "latin1");
  profile.write("acsp", 36, "latin1");
  // The connection space's white: D50.
  profile.write("0000f6d6000100000000d32d", 68, "hex");
  return profile;
}

/** A `mluc` text with one translation (section 10.15). */
function text(words: string): Buffer {
  const body = Buffer.from(words, "utf16le").swap16();
  const head = Buffer.alloc(28);
  head.write("mluc", "latin1");
  head.writeUInt32BE(1, 8);
  head.writeUInt32BE(12, 12);
  head.write("enUS", 16, "latin1");
  head.writeUInt32BE(body.length, 20);
  head.writeUInt32BE(28, 24);
  return Buffer.concat([head, body]);
}
