import { finishWith } from "./counts.ts";
import { ensureDecoderFiles, ensureExifTool } from "./debianPackages.ts";
import { runNodeTests } from "./nodeTests.ts";

// npm run test:oracle -- [part of a file's name]
await ensureExifTool();
await ensureDecoderFiles();
finishWith(await runNodeTests({ folder: "oracle", only: process.argv[2] }));
