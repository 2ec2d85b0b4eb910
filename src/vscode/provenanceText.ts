import * as vscode from "vscode";
import { cleanText } from "../core/cleanText.ts";
import type { Model } from "../core/model.ts";
import type { DeviceOptions } from "../core/options.ts";
import { toolName } from "../core/provenance.ts";
import type { Provenance } from "../core/provenance.ts";
import type { KnownProvenance } from "./knownProvenance.ts";
import { escapeMarkdown } from "./markdown.ts";
import { decimal } from "./options/forecastText.ts";
import { parameters, valueText } from "./options/parameters.ts";

/** How the file `name` was made, as a Markdown document; what is known may be in anybody's words. */
export function provenanceText(name: string, known: KnownProvenance | undefined): string {
  const blocks = [
    `# ${vscode.l10n.t("How {0} was made", shown(name))}`,
    ...(known ? [fromTexts[known.from], listOf(known.made)] : unknownTexts),
  ];
  return `${blocks.join("\n\n")}\n`;
}

const setting = "`clarityUpscaler.embedProvenance`";

const fromTexts: Record<KnownProvenance["from"], string> = {
  file: vscode.l10n.t(
    "The file says so itself. Anybody who can change a file can write such words into it.",
  ),
  ledger: vscode.l10n.t(
    "This computer's record of what was upscaled says so; the file itself says nothing. With the setting {0}, files do.",
    setting,
  ),
};

const unknownTexts: readonly string[] = [
  vscode.l10n.t(
    "The file does not say, and this computer's record of what was upscaled has no file with the same content.",
  ),
  vscode.l10n.t(
    "With the setting {0}, results say in their metadata how they were made. Without it this computer knows, as long as a result stays as it was written.",
    setting,
  ),
];

const shown = (text: string): string => escapeMarkdown(cleanText(text));

type Fact = readonly [label: string, value: string | undefined];

function listOf(made: Provenance): string {
  const facts: readonly Fact[] = [
    [vscode.l10n.t("Model"), modelText(made)],
    [vscode.l10n.t("Scale"), vscode.l10n.t("{0}×", decimal(made.options.scale))],
    ...optionFacts(made),
    [vscode.l10n.t("Date"), made.at === undefined ? undefined : dateText(made.at)],
    [vscode.l10n.t("Made With"), toolName(made)],
    [vscode.l10n.t("Request"), made.request?.requestId],
    [vscode.l10n.t("SHA-256 of the Source"), made.sourceHash],
  ];
  return facts
    .flatMap(([label, value]) => (value === undefined ? [] : [`- ${label}: ${shown(value)}`]))
    .join("\n");
}

function optionFacts({ options, seed }: Provenance): readonly Fact[] {
  if (options.model !== "clarity") {
    return options.model === "device-standard"
      ? [[vscode.l10n.t("Denoising"), denoiseTexts[options.denoise]]]
      : [];
  }
  const taken = { ...options, seed: seed ?? options.seed };
  return parameters().map(({ name, label }) => [
    label,
    name === "seed" && taken.seed === null ? undefined : valueText(taken[name]),
  ]);
}

const denoiseTexts: Record<DeviceOptions["denoise"], string> = {
  auto: vscode.l10n.t("where the source is lossy"),
  always: vscode.l10n.t("always"),
  never: vscode.l10n.t("never"),
};

const modelTexts: Record<Model, string> = {
  clarity: vscode.l10n.t("Clarity at fal.ai"),
  "device-fast": vscode.l10n.t("On This Device: Fast"),
  "device-standard": vscode.l10n.t("On This Device: Standard"),
};

const modelText = ({ options, request }: Provenance): string =>
  [modelTexts[options.model], request && `(${request.endpointId})`].filter(Boolean).join(" ");

const dateText = (at: number): string =>
  new Intl.DateTimeFormat(vscode.env.language, { dateStyle: "long", timeStyle: "short" }).format(
    at,
  );
