import * as vscode from "vscode";
import type { Plan, PlannedImage, SkippedImage } from "../core/plan.ts";
import { megapixelsText } from "./chargeText.ts";
import { escapeMarkdown, openDocument } from "./markdown.ts";
import { skipText } from "./skipText.ts";

/** Opens what a plan does to each image, as a document beside the question. */
export const openPlan = (plan: Plan): Thenable<unknown> => openDocument(planText(plan));

function planText({ images, skipped }: Plan): string {
  const parts = [
    `# ${vscode.l10n.t("What would be upscaled")}`,
    ...images.map(imageLine),
    ...(skipped.length > 0 ? [`\n## ${vscode.l10n.t("Left out")}`] : []),
    ...skipped.map(skippedLine),
  ];
  return `${parts.join("\n")}\n`;
}

function imageLine({ source, options, megapixels, asked }: PlannedImage): string {
  const number = new Intl.NumberFormat(vscode.env.language, { maximumFractionDigits: 2 });
  const facts = [
    `${number.format(options.scale)}×`,
    megapixels === undefined ? undefined : megapixelsText(megapixels),
    asked === undefined
      ? undefined
      : vscode.l10n.t("the largest that works, instead of {0}×", number.format(asked)),
  ];
  return `- ${pathText(source)}: ${facts.filter(Boolean).join(", ")}`;
}

const skippedLine = ({ source, why }: SkippedImage): string =>
  `- ${pathText(source)}: ${skipText(why)}`;

const pathText = ({ uri }: SkippedImage["source"]): string =>
  escapeMarkdown(vscode.workspace.asRelativePath(vscode.Uri.parse(uri)));
