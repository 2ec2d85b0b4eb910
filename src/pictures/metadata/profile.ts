import { latin1, uint32BE } from "../../core/image/byteReader.ts";

// Layout of the header: ICC.1:2022, section 7.2.
const headerLength = 128;

/** The profile without what may follow it; undefined where the bytes are none. */
export function soundProfile(bytes: Uint8Array | undefined): Uint8Array | undefined {
  if (!bytes || bytes.length < headerLength || latin1(bytes, 36, 4) !== "acsp") {
    return undefined;
  }
  const length = uint32BE(bytes, 0);
  return length >= headerLength && length <= bytes.length ? bytes.subarray(0, length) : undefined;
}

/** What a picture's pixels are made of, as far as a profile can describe them. */
export type Channels = "rgb" | "grey";

const spaces: Readonly<Record<string, Channels>> = { "RGB ": "rgb", GRAY: "grey" };

/** Whose colours a profile describes; undefined for inks and the like. */
export const channelsOfProfile = (profile: Uint8Array): Channels | undefined =>
  spaces[latin1(profile, 16, 4)];
