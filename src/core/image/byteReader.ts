/*
 * Reads from bytes that nobody has checked yet. A byte past the end is 0 and nothing throws, so a
 * caller decides about lengths once, and a forgotten check can at worst misread a hostile file.
 */

export const uint8 = (bytes: Uint8Array, offset: number): number => bytes[offset] ?? 0;

export const uint16BE = (bytes: Uint8Array, offset: number): number =>
  uint8(bytes, offset) * 0x100 + uint8(bytes, offset + 1);

export const uint16LE = (bytes: Uint8Array, offset: number): number =>
  uint8(bytes, offset) + uint8(bytes, offset + 1) * 0x100;

export const uint24LE = (bytes: Uint8Array, offset: number): number =>
  uint16LE(bytes, offset) + uint8(bytes, offset + 2) * 0x10000;

export const uint32BE = (bytes: Uint8Array, offset: number): number =>
  uint16BE(bytes, offset) * 0x10000 + uint16BE(bytes, offset + 2);

export const uint32LE = (bytes: Uint8Array, offset: number): number =>
  uint16LE(bytes, offset) + uint16LE(bytes, offset + 2) * 0x10000;

/** The characters at an offset, one for each byte (Latin-1); fewer where the bytes end. */
export const latin1 = (bytes: Uint8Array, offset: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(offset, offset + length));

/** The bytes of characters up to U+00FF: the other way round. */
export const fromLatin1 = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(text, (letter) => letter.charCodeAt(0));

/** Whether bytes begin with these characters. */
export const beginsWith = (bytes: Uint8Array, text: string): boolean =>
  latin1(bytes, 0, text.length) === text;
