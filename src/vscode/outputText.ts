import * as vscode from "vscode";
import { isInCloud } from "../core/job.ts";
import type { JobOutcome } from "../core/job.ts";
import { remarkTexts } from "./remarkText.ts";
import { chargeText } from "./chargeText.ts";

type Done = Extract<JobOutcome, { state: "done" }>;

/** What was made, in one line: name, pixels, bytes, the time it took (milliseconds), the price, the seed, and where. */
export const outputText = (done: Done, elapsed?: number): string =>
  `${done.output.name}: ${outputFacts(done, elapsed)}`;

/** The same without the name. */
export function outputFacts({ job, output }: Done, elapsed?: number): string {
  const { width, height, byteLength, seed, sourceChanged } = output;
  const facts = [
    `${width} × ${height}`,
    fileSize(byteLength),
    elapsed === undefined ? undefined : seconds(elapsed),
    chargeText([{ job, output }]),
    seed === undefined ? undefined : vscode.l10n.t("seed {0}", String(seed)),
    isInCloud(job) ? undefined : vscode.l10n.t("on this device"),
  ];
  const changed = vscode.l10n.t("The source has changed or vanished meanwhile");
  const sentences = [...(sourceChanged ? [changed] : []), ...remarkTexts(output)];
  const line = facts.filter(Boolean).join(", ");
  return sentences.length > 0 ? `${[line, ...sentences].join(". ")}.` : line;
}

/** `12s`, in VS Code's language; the smallest is a second. */
export const seconds = (elapsed: number): string =>
  new Intl.NumberFormat(vscode.env.language, {
    style: "unit",
    unit: "second",
    unitDisplay: "narrow",
    maximumFractionDigits: 0,
  }).format(Math.max(1, elapsed / 1000));

/** `1.2 MB`, in VS Code's language, counted in 1024s as VS Code's own status bar does. */
function fileSize(bytes: number): string {
  const [value, unit] =
    bytes < 1024 ** 2 ? [bytes / 1024, "kilobyte"] : [bytes / 1024 ** 2, "megabyte"];
  return new Intl.NumberFormat(vscode.env.language, {
    style: "unit",
    unit,
    maximumFractionDigits: value < 10 ? 1 : 0,
  }).format(value);
}
