import * as vscode from "vscode";
import { forecast } from "../../core/forecast.ts";
import type { Forecast } from "../../core/forecast.ts";
import type { ClarityInputs } from "../../core/presets.ts";
import type { TargetSize } from "../../core/targetSize.ts";
import { joined, limitNote, priceNote } from "./forecastText.ts";
import { parameters } from "./parameters.ts";
import { separator } from "./pickRow.ts";
import type { Row } from "./pickRow.ts";
import { namedPresets, valuesText } from "./presetText.ts";
import type { OptionsQuestion, Way } from "./question.ts";

/** What a row of the second step leads to: a way, or the list of every input. */
export type WayRowValue = { readonly way: Way } | "everything";

/** The ways to make `size`, with what each costs. A model that takes none of the images has no rows. */
export function wayRows(
  question: OptionsQuestion,
  size: TargetSize,
  onlyClarity: boolean,
): Row<WayRowValue>[] {
  const { images, price } = question;
  const clarity = forecast(images, size, "clarity");
  const device = forecast(images, size, "device-standard");
  const isHereOffered = !onlyClarity && device.count > 0;
  // Where nothing takes them, the jobs will say why.
  const isClarityOffered = clarity.count > 0 || !isHereOffered;
  return [
    separator(clarityTitle(clarity)),
    ...(isClarityOffered ? clarityRows(question, priceNote(clarity, "clarity", price)) : []),
    ...(isHereOffered
      ? [
          separator(joined([vscode.l10n.t("On this device"), limitNote(device)])),
          ...deviceRows(question),
        ]
      : []),
  ];
}

const clarityTitle = (result: Forecast): string =>
  joined([vscode.l10n.t("Clarity at fal.ai"), limitNote(result)]);

function clarityRows(question: OptionsQuestion, price: string): Row<WayRowValue>[] {
  const { presets, current } = question;
  const named = namedPresets(presets).map(({ name, purpose, inputs }) => ({
    value: { way: clarityWay({ ...current.inputs, ...inputs }, name) },
    label: name,
    description: joined([price, purpose]),
    detail: valuesText(inputs),
  }));
  return [
    ...named,
    ...settingsRows(question, price),
    {
      value: "everything",
      label: `$(settings) ${vscode.l10n.t("Set Everything…")}`,
      description: price,
      detail: vscode.l10n.t("Each of the model's inputs, one by one."),
    },
  ];
}

const clarityWay = (inputs: ClarityInputs, preset: string): Way => ({
  model: "clarity",
  inputs,
  preset,
});

const asInSettings = (): string => vscode.l10n.t("As in the Settings");

/** The settings as they are, for those who have changed them. */
function settingsRows(question: OptionsQuestion, description: string): Row<WayRowValue>[] {
  const { inputs } = question.current;
  const name = asInSettings();
  const isOwn = namedPresets([]).every(
    (preset) => !isSame(inputs, { ...inputs, ...preset.inputs }),
  );
  return isOwn
    ? [
        {
          value: { way: clarityWay(inputs, name) },
          label: name,
          description,
          detail: valuesText(inputs),
        },
      ]
    : [];
}

const isSame = (one: ClarityInputs, other: ClarityInputs): boolean =>
  parameters().every(({ name }) => one[name] === other[name]);

function deviceRows({ current }: OptionsQuestion): Row<WayRowValue>[] {
  const description = vscode.l10n.t("free");
  const denoise = current.denoise === "never" ? "auto" : current.denoise;
  return [
    {
      value: { way: { model: "device-standard", denoise } },
      label: vscode.l10n.t("Standard"),
      description,
      detail: vscode.l10n.t("Private. Larger, sharper and cleaner; nothing is invented."),
    },
    {
      value: { way: { model: "device-standard", denoise: "never" } },
      label: vscode.l10n.t("Standard without Denoising"),
      description,
      detail: vscode.l10n.t("The same, but grain and the traces of compression stay."),
    },
    {
      value: { way: { model: "device-fast", denoise } },
      label: vscode.l10n.t("Fast"),
      description,
      detail: vscode.l10n.t("Not as sharp, in a fraction of the time."),
    },
  ];
}

/** The row of what was chosen before, or of what the settings would do. */
export function activeWayRow(
  { current }: OptionsQuestion,
  rows: readonly Row<WayRowValue>[],
  before: Way | undefined,
): Row<WayRowValue> | undefined {
  const { model = "clarity", denoise } = current;
  return (
    (before && rowOf(rows, before)) ??
    rowOf(rows, { model, denoise, preset: asInSettings() }) ??
    rowOf(rows, { model, preset: vscode.l10n.t("Balanced") })
  );
}

const rowOf = (
  rows: readonly Row<WayRowValue>[],
  { model, denoise, preset }: Way,
): Row<WayRowValue> | undefined =>
  rows.find(({ value }) =>
    value === "everything"
      ? model === "clarity" && preset === undefined
      : value?.way.model === model &&
        (model === "clarity"
          ? value.way.preset === preset
          : (value.way.denoise === "never") === (denoise === "never")),
  );
