import { finishWith } from "./counts.ts";
import { runNodeTests } from "./nodeTests.ts";

// npm run test:unit -- [part of a file's name]
finishWith(await runNodeTests({ folder: "unit", only: process.argv[2] }));
