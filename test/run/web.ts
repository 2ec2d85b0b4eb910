import { parseArgs } from "node:util";
import { ensureWebHost } from "../web/installWebHost.ts";
import { couldNotRun, finishWith } from "./counts.ts";
import { runNodeTests } from "./nodeTests.ts";
import { packageExtension } from "./packageExtension.ts";

// npm run test:web -- [--packaged] [part of a file's name]
// `--packaged` takes the VSIX that is there instead of making it first.
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { packaged: { type: "boolean", default: false } },
});

try {
  await packageExtension(values.packaged);
  await ensureWebHost();
  finishWith(
    await runNodeTests({ folder: "web", concurrency: 1, only: positionals[0], hasSecondTry: true }),
  );
} catch (error) {
  console.error(error);
  finishWith(couldNotRun);
}
