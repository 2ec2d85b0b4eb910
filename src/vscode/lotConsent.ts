import * as vscode from "vscode";
import type { Plan, SkippedImage } from "../core/plan.ts";
import { totalMegapixels } from "../core/plan.ts";
import { megapixelsText } from "./chargeText.ts";
import { skipText } from "./skipText.ts";

/** A lot of images that the user has not looked through. */
export interface Lot {
  /** The plan; with `includeDone` also what an earlier run has done with the same options. */
  readonly plan: (includeDone: boolean) => Plan;
  /** What so many megapixels cost, in words; undefined for what is free. */
  readonly priceText: (megapixels: number) => string | undefined;
  /** Where that price is from; missing for what is free. */
  readonly priceNote?: string | undefined;
  /** Asks for the folder of all results; undefined when the user gives up. */
  readonly askForFolder: (start: vscode.Uri | undefined) => Promise<vscode.Uri | undefined>;
  /** Shows every image of the plan and what happens to it. */
  readonly showDetails: (plan: Plan) => Thenable<unknown>;
}

export interface LotAnswer {
  readonly plan: Plan;
  /** The folder in which results mirror the structure; undefined for beside each image. */
  readonly into: vscode.Uri | undefined;
}

interface LotItem extends vscode.QuickPickItem {
  readonly action: "upscale" | "into" | "includeDone" | "details";
}

/** The one question before a lot: how many, how large, how dear, what is left out, and where results go. */
export async function confirmLot(lot: Lot): Promise<LotAnswer | undefined> {
  let includeDone = false;
  let into: vscode.Uri | undefined;
  for (;;) {
    const plan = lot.plan(includeDone);
    const chosen = await ask(lot, plan, into);
    switch (chosen?.action) {
      case "upscale":
        return { plan, into };
      case "into":
        into = (await lot.askForFolder(into)) ?? into;
        break;
      case "includeDone":
        includeDone = true;
        break;
      case "details":
        await lot.showDetails(plan);
        break;
      case undefined:
        return undefined;
    }
  }
}

function ask(lot: Lot, plan: Plan, into: vscode.Uri | undefined): Thenable<LotItem | undefined> {
  const { images, skipped } = plan;
  return vscode.window.showQuickPick(lotItems(lot, plan, into), {
    title: vscode.l10n.t("Clarity Upscaler: Upscale Images"),
    placeHolder:
      images.length === 0
        ? vscode.l10n.t("There is nothing to upscale: {0}", skippedText(skipped))
        : (lot.priceNote ?? vscode.l10n.t("Nothing begins before you choose")),
    ignoreFocusOut: true,
  });
}

function lotItems(lot: Lot, { images, skipped }: Plan, into: vscode.Uri | undefined): LotItem[] {
  const doneBefore = skipped.filter(({ why }) => why === "done").length;
  const items: LotItem[] = [];
  if (images.length > 0) {
    items.push(upscaleItem(lot, { images, skipped }, into), {
      action: "into",
      label: `$(folder) ${vscode.l10n.t("Choose Another Folder for the Results…")}`,
      detail: vscode.l10n.t("The folders of the images are made there too."),
    });
  }
  if (doneBefore > 0) {
    items.push({
      action: "includeDone",
      label: `$(history) ${vscode.l10n.t("Include What Is Already Upscaled")}`,
      description: countText(doneBefore),
    });
  }
  items.push({
    action: "details",
    label: `$(list-unordered) ${vscode.l10n.t("Show Each Image")}`,
    ...(skipped.length > 0 && {
      detail: vscode.l10n.t("Left out: {0}", skippedText(skipped)),
    }),
  });
  return items;
}

function upscaleItem(lot: Lot, { images }: Plan, into: vscode.Uri | undefined): LotItem {
  const megapixels = totalMegapixels(images);
  const smaller = images.filter(({ asked }) => asked !== undefined).length;
  const facts = [
    into
      ? vscode.l10n.t("Results go into {0}.", vscode.workspace.asRelativePath(into))
      : vscode.l10n.t("Results go beside each image."),
    smaller > 0 &&
      vscode.l10n.t("{0} get a smaller factor, the largest that works.", countText(smaller)),
  ];
  return {
    action: "upscale",
    label: `$(play) ${vscode.l10n.t("Upscale {0}", countText(images.length))}`,
    description: [
      lot.priceText(megapixels) ?? vscode.l10n.t("free"),
      megapixelsText(megapixels),
    ].join(" · "),
    detail: facts.filter(Boolean).join(" "),
  };
}

const countText = (count: number): string =>
  count === 1 ? vscode.l10n.t("1 image") : vscode.l10n.t("{0} images", count);

/** `3 already upscaled with these options, 1 damaged`. */
function skippedText(skipped: readonly SkippedImage[]): string {
  const counts = new Map<string, number>();
  for (const { why } of skipped) {
    const text = skipText(why);
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return counts.size === 0
    ? vscode.l10n.t("no images were found")
    : [...counts].map(([text, count]) => `${count} ${text}`).join(", ");
}
