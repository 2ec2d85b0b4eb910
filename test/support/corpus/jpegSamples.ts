import type { Sharp } from "sharp";
import sharp from "sharp";
import { displayP3, greyProfile } from "../profiles.ts";
import { jpegSegment, withSegments } from "../containers.ts";
import { exifBlock } from "../exifBlocks.ts";
import { sharpOf } from "../rasters.ts";
import { tellingPicture } from "../tellingPictures.ts";
import { sample } from "./sample.ts";
import type { Sample } from "./sample.ts";
import { patches, photo, storedAs } from "./scenes.ts";

const grey22 = new Uint8Array(greyProfile());

const stored = (orientation = 1): Sharp => sharpOf(storedAs(photo, orientation)).removeAlpha();

const quality = { quality: 95, chromaSubsampling: "4:4:4" } as const;

/** A photo that lies as a camera was held. */
async function turned(orientation: number): Promise<Sample> {
  const exif = exifBlock({ image: { 0x0112: { short: [orientation] } } });
  const jpeg = await stored(orientation).jpeg(quality).toBuffer();
  const bytes = withSegments(jpeg, jpegSegment(0xe1, "Exif\0\0", exif));
  const size = orientation >= 5 ? { width: 32, height: 48 } : {};
  const name = `orientation-${orientation}.jpg`;
  return sample(name, `EXIF orientation ${orientation}`, bytes, { orientation, ...size });
}

/** One component, which libjpeg writes for a picture of one band. */
const grey = (): Promise<Buffer> => stored().toColourspace("b-w").jpeg({ quality: 95 }).toBuffer();

const withProfile = (jpeg: Uint8Array, profile: Uint8Array): Uint8Array =>
  withSegments(jpeg, jpegSegment(0xe2, "ICC_PROFILE\0\x01\x01", profile));

/** JPEGs of all kinds. */
export const jpegSamples = async (): Promise<Sample[]> => [
  sample("photo.jpg", "4:2:0", await stored().jpeg({ quality: 92 }).toBuffer()),
  sample("photo-444.jpg", "4:4:4", await stored().jpeg(quality).toBuffer()),
  sample(
    "photo-progressive.jpg",
    "progressive",
    await stored()
      .jpeg({ ...quality, progressive: true })
      .toBuffer(),
  ),
  sample("photo-grey.jpg", "one component", await grey()),
  sample("grey-profile.jpg", "one component, a profile", withProfile(await grey(), grey22), {
    profile: grey22,
  }),
  sample(
    "wide-gamut.jpg",
    "Display P3",
    withProfile(await sharpOf(patches).removeAlpha().jpeg(quality).toBuffer(), displayP3),
    { profile: displayP3, hasPatches: true },
  ),
  ...(await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map(turned))),
  sample("everything.jpg", "on its side, all metadata", await tellingPicture("jpeg"), {
    orientation: 6,
    everything: true,
    profile: displayP3,
  }),
];

/** Four inks without a profile, as libvips makes them of a photo. */
export const inks = (): Promise<Buffer> =>
  sharp(photo.data, { raw: { width: 48, height: 32, channels: 4 } })
    .removeAlpha()
    .toColourspace("cmyk")
    .jpeg()
    .toBuffer();
