import { readFileSync } from "node:fs";
import { unzipSync } from "fflate";
import { packagedExtension } from "../../run/paths.ts";
import { row } from "../row.ts";
import type { Section } from "../section.ts";

/** How large the extension is to download, and how much of it is not for working on this device. */
export function measurePackage(): Section {
  const vsix = readFileSync(packagedExtension);
  return {
    title: "Size",
    note: "The one VSIX for all systems, as `npm run package` makes it.",
    rows: [
      row({ name: "VSIX", unit: "MiB", value: vsix.length / 2 ** 20 }, { atMost: 3 }),
      row(
        {
          name: "VSIX without the threads, codecs, kernel and weights for pictures, and the README's picture of theirs",
          unit: "KiB",
          value: restOf(vsix) / 1024,
        },
        { atMost: 150 },
      ),
    ],
  };
}

/** Compressed bytes of all that is not there for decoding, enlarging and encoding, as test/package/vsix.test.ts counts. */
function restOf(vsix: Uint8Array): number {
  let pictures = 0;
  unzipSync(vsix, {
    filter: ({ name, size }) => {
      pictures += /\/dist\/pictures\/|\/on-device\.webp$/.test(name) ? size : 0;
      return false;
    },
  });
  return vsix.length - pictures;
}
