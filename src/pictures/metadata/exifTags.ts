// Names and numbers: Exif 2.32, section 4.6; TIFF 6.0, section 8.

export const tags = {
  orientation: 0x0112,
  densityX: 0x011a,
  densityY: 0x011b,
  densityUnit: 0x0128,
} as const;

/** Tags that give the picture's size: of the pixels as they are stored. */
export const sizeTags: Readonly<Record<number, "width" | "height">> = {
  0x0100: "width",
  0x0101: "height",
  0xa002: "width",
  0xa003: "height",
};

/** Tags that say what the numbers of a pixel mean. */
export const colourTags: ReadonlySet<number> = new Set([
  0x012d, // TransferFunction
  0x013e, // WhitePoint
  0x013f, // PrimaryChromaticities
  0x0211, // YCbCrCoefficients
  0xa001, // ColorSpace
  0xa500, // Gamma
]);

/** Tags that describe how the old file stored its pixels, places in it, and what other containers hold. */
export const staleTags: ReadonlySet<number> = new Set([
  0x00fe, // NewSubfileType
  0x00ff, // SubfileType
  0x0102, // BitsPerSample
  0x0103, // Compression
  0x0106, // PhotometricInterpretation
  0x0111, // StripOffsets
  0x0115, // SamplesPerPixel
  0x0116, // RowsPerStrip
  0x0117, // StripByteCounts
  0x011c, // PlanarConfiguration
  0x0142, // TileWidth
  0x0143, // TileLength
  0x0144, // TileOffsets
  0x0145, // TileByteCounts
  0x014a, // SubIFDs
  0x0153, // SampleFormat
  0x0190, // GlobalParametersIFD
  0x0201, // JPEGInterchangeFormat
  0x0202, // JPEGInterchangeFormatLength
  0x0212, // YCbCrSubSampling
  0x02bc, // XMP
  0x501b, // ThumbnailData
  0x83bb, // IPTC
  0x8649, // Photoshop
  0x8773, // ICC profile
  0x8769, // Exif directory: written anew
  0x8825, // GPS directory: likewise
  0xa005, // Interoperability directory: likewise
  0x9102, // CompressedBitsPerPixel
  0x9214, // SubjectArea, in the old pixels
  0xa214, // SubjectLocation, likewise
  0xea1c, // Padding
]);
