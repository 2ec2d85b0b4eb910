import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { finishWith } from "../run/counts.ts";
import { runNodeTests } from "../run/nodeTests.ts";
import { relativePath, testResults } from "../run/paths.ts";
import { fullReport, shortReport } from "./harness/report.ts";
import { clearRows, readRows } from "./harness/rows.ts";

// npm run test:faults -- [part of a file's name]
clearRows();
const counts = await runNodeTests({ folder: "faults", only: process.argv[2] });
const rows = readRows();
const report = join(testResults, "faults.md");
writeFileSync(report, fullReport(rows));
console.log(shortReport(rows));
console.log(`Every cell is in ${relativePath(report)}.`);
finishWith(counts);
