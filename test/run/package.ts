import { parseArgs } from "node:util";
import { couldNotRun, finishWith } from "./counts.ts";
import { runNodeTests } from "./nodeTests.ts";
import { packageExtension } from "./packageExtension.ts";

// Looks into the VSIX. `--packaged` takes the one that is there instead of making it first.
const { values } = parseArgs({ options: { packaged: { type: "boolean", default: false } } });

try {
  await packageExtension(values.packaged);
  finishWith(await runNodeTests({ folder: "package", hasSecondTry: true }));
} catch (error) {
  console.error(error);
  finishWith(couldNotRun);
}
