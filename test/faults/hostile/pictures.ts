import * as fc from "fast-check";
import { animatedWebp, picture } from "../../support/images.ts";

const honest: readonly Uint8Array[] = await Promise.all([
  picture({ width: 96, height: 64 }),
  picture({ width: 96, height: 64, progressive: true, alpha: true, orientation: 6 }),
  picture({ width: 96, height: 64, format: "jpeg", orientation: 8 }),
  picture({ width: 96, height: 64, format: "jpeg", progressive: true }),
  picture({ width: 96, height: 64, format: "webp" }),
  picture({ width: 96, height: 64, format: "webp", lossless: true, alpha: true }),
  animatedWebp(),
]);

const honestPicture = fc.constantFrom(...honest);
const noise = fc.uint8Array({ maxLength: 200 });

/** Bytes changed in their places. */
const flipped = fc
  .tuple(honestPicture, fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 8 }))
  .map(([bytes, changes]) => {
    const copy = bytes.slice();
    for (const [at, value] of changes) {
      // Mostly within the headers, where the lengths and sizes are.
      copy[at % (value % 2 === 0 ? 64 : copy.length)] = value;
    }
    return copy;
  });

const cut = fc
  .tuple(honestPicture, fc.nat())
  .map(([bytes, at]) => bytes.slice(0, at % bytes.length));

const spliced = fc
  .tuple(honestPicture, honestPicture, noise, fc.nat(), fc.nat())
  .map(([a, b, between, from, to]) =>
    joined(a.slice(0, from % a.length), between, b.slice(to % b.length)),
  );

const beginnings = [
  "\x89PNG\r\n\x1a\n",
  "\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
  "\x89PNG\r\n\x1a\n\xff\xff\xff\xffIHDR",
  "\xff\xd8\xff",
  "\xff\xd8\xff\xe1\0\x10Exif\0\0II*\0",
  "\xff\xd8\xff\xc0\xff\xff",
  "RIFF\xff\xff\xff\xffWEBPVP8X",
  "RIFF\x10\0\0\0WEBPVP8L\x2f",
  "GIF89a",
  "\0\0\0\x20ftypavif",
  "<svg",
  "<!--",
  "<?",
  "BM",
];
const begun = fc
  .tuple(fc.constantFrom(...beginnings), noise)
  .map(([begin, rest]) => joined(Buffer.from(begin, "latin1"), rest));

/** Long and uniform: what makes a careless reader quadratic. */
const long = fc
  .tuple(
    fc.constantFrom(...beginnings),
    fc.constantFrom(0xff, 0x00, 0x20, 0x3c, 0x2d),
    fc.nat(200_000),
  )
  .map(([begin, byte, length]) =>
    joined(Buffer.from(begin, "latin1"), new Uint8Array(length).fill(byte)),
  );

const joined = (...parts: readonly Uint8Array[]): Uint8Array =>
  new Uint8Array(Buffer.concat(parts));

/** Bytes that may be a picture, were one, pretend to be one, or are none. */
export const hostileBytes: fc.Arbitrary<Uint8Array> = fc.oneof(
  { arbitrary: honestPicture, weight: 3 },
  flipped,
  cut,
  spliced,
  begun,
  { arbitrary: long, weight: 1 },
  noise,
);
