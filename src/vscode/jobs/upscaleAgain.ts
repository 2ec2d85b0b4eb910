import * as vscode from "vscode";
import type { BoardEntry } from "../../core/boardEntry.ts";
import type { Job } from "../../core/job.ts";
import type { Provenance } from "../../core/provenance.ts";
import { findSource } from "../findSource.ts";
import { knownProvenance } from "../knownProvenance.ts";
import type { ProvenanceSources } from "../knownProvenance.ts";
import { activeImage } from "../sources.ts";
import type { Upscaler } from "../upscaler.ts";
import { pickResult } from "./pickResult.ts";

/** The options that a result is made with again; undefined for one that cannot be. */
export type OptionsAgain = (
  made: Pick<Provenance, "options" | "seed">,
) => Job["options"] | undefined;

/**
 * Upscales again what the image in the active tab was made from: by its jobs, else by what it or the ledger says,
 * else by the jobs that were made of it. With no image in the tab the user is asked.
 */
export async function upscaleActiveAgain(
  entries: readonly BoardEntry[],
  optionsAgain: OptionsAgain,
  upscaler: Pick<Upscaler, "rerun" | "upscale">,
  sources: ProvenanceSources,
): Promise<vscode.Uri[]> {
  const image = activeImage();
  if (image === undefined) {
    return upscalePicked(entries, optionsAgain, upscaler);
  }
  const uri = image.toString();
  const made = entries.filter(
    ({ outcome }) => outcome?.state === "done" && outcome.output.uri === uri,
  );
  if (made.length > 0) {
    return upscaleAgain(made, optionsAgain, upscaler);
  }
  const known = await knownProvenance(image, sources).catch(() => undefined);
  if (known) {
    return upscaleFrom(image, known.made, optionsAgain, upscaler, sources);
  }
  const meant = entries.filter(({ job }) => job.source.uri === uri);
  return upscaleAgain(meant, optionsAgain, upscaler);
}

/** Upscales again what the user picks among all that can be. Says so where nothing can. */
async function upscalePicked(
  entries: readonly BoardEntry[],
  optionsAgain: OptionsAgain,
  upscaler: Pick<Upscaler, "rerun">,
): Promise<vscode.Uri[]> {
  const able = entries.filter((entry) => optionsOf(entry, optionsAgain) !== undefined);
  if (able.length === 0) {
    return upscaleAgain(able, optionsAgain, upscaler);
  }
  const picked = await pickResult(able);
  return picked ? upscaleAgain([picked], optionsAgain, upscaler) : [];
}

/** Upscales again what a file was made from, once that is found; planned and agreed to like any other image. */
async function upscaleFrom(
  result: vscode.Uri,
  made: Provenance,
  optionsAgain: OptionsAgain,
  upscaler: Pick<Upscaler, "upscale">,
  { files }: ProvenanceSources,
): Promise<vscode.Uri[]> {
  const options = optionsAgain(made);
  if (options === undefined) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t("This image was made without a seed that could be used again."),
    );
    return [];
  }
  const source = await findSource(result, made.sourceHash, files);
  const picked = { notImages: 0, roots: [], isLot: false };
  return source ? upscaler.upscale({ ...picked, images: [source] }, options) : [];
}

/** Runs the first of `entries` that can, which is the newest, with other options. Says so where none can. */
export async function upscaleAgain(
  entries: readonly BoardEntry[],
  optionsAgain: OptionsAgain,
  upscaler: Pick<Upscaler, "rerun">,
): Promise<vscode.Uri[]> {
  for (const entry of entries) {
    const options = optionsOf(entry, optionsAgain);
    if (options) {
      return upscaler.rerun(entry.job, options);
    }
  }
  void vscode.window.showInformationMessage(
    vscode.l10n.t("There is no result of Clarity with a known seed that could be made again."),
  );
  return [];
}

const optionsOf = ({ outcome, job }: BoardEntry, optionsAgain: OptionsAgain) =>
  outcome?.state === "done"
    ? optionsAgain({ options: job.options, seed: outcome.output.seed })
    : undefined;
