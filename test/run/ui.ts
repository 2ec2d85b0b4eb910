import { parseArgs } from "node:util";
import { couldNotRun, finishWith } from "./counts.ts";
import { ensureHost } from "./installHost.ts";
import { runNodeTests } from "./nodeTests.ts";
import { packageExtension } from "./packageExtension.ts";

// npm run test:ui -- [--packaged] [part of a file's name]
// `--packaged` takes the VSIX that is there instead of making it first.
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { packaged: { type: "boolean", default: false } },
});

try {
  await packageExtension(values.packaged);
  await ensureHost("current");
  finishWith(
    await runNodeTests({ folder: "ui", concurrency: 1, only: positionals[0], hasSecondTry: true }),
  );
} catch (error) {
  console.error(error);
  finishWith(couldNotRun);
}
