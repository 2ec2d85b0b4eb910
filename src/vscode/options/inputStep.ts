import * as vscode from "vscode";
import { numberRanges } from "../../core/options.ts";
import type { ClarityInputs, PresetInputs } from "../../core/presets.ts";
import { typedNumber } from "../../core/typedNumber.ts";
import { parameters } from "./parameters.ts";
import type { Answer, Place } from "./steps.ts";
import { typeText } from "./typeText.ts";
import type { Reading } from "./typeText.ts";

/** Asks for a new value of one input; a switch is only turned over. */
export async function askInput(
  name: keyof ClarityInputs,
  inputs: ClarityInputs,
  place: Place,
): Promise<Answer<PresetInputs>> {
  if (name === "safetyChecker") {
    return { safetyChecker: !inputs.safetyChecker };
  }
  const parameter = parameters().find((one) => one.name === name);
  return typeText<PresetInputs>(
    { ...place, title: parameter?.label ?? place.title },
    {
      prompt: [parameter?.hint, rangeHint(name)].filter(Boolean).join(" "),
      text: String(inputs[name] ?? ""),
      read: (text) => readInput(name, text),
    },
  );
}

function readInput(
  name: Exclude<keyof ClarityInputs, "safetyChecker">,
  text: string,
): Reading<PresetInputs> {
  switch (name) {
    case "prompt":
    case "negativePrompt":
      return { value: { [name]: text } };
    case "seed":
      return text.trim() === "" ? { value: { seed: null } } : readNumber(name, text);
    default:
      return readNumber(name, text);
  }
}

function readNumber(
  name: "creativity" | "resemblance" | "guidanceScale" | "inferenceSteps" | "seed",
  text: string,
): Reading<PresetInputs> {
  const { minimum, maximum, integer } = numberRanges[name];
  const number = typedNumber(text);
  const isValid =
    number !== undefined &&
    number >= minimum &&
    number <= maximum &&
    (!integer || Number.isInteger(number));
  return isValid ? { value: { [name]: number } } : { error: rangeText(name) };
}

/** The range of a number that has one worth knowing. */
function rangeHint(name: keyof ClarityInputs): string | undefined {
  if (name === "prompt" || name === "negativePrompt" || name === "safetyChecker") {
    return undefined;
  }
  const { minimum, maximum } = numberRanges[name];
  return name === "seed"
    ? vscode.l10n.t("Nothing takes a new one each time.")
    : vscode.l10n.t("From {0} to {1}.", minimum, maximum);
}

function rangeText(name: keyof typeof numberRanges): string {
  const { minimum, maximum, integer } = numberRanges[name];
  if (name === "seed") {
    return vscode.l10n.t("Type a whole number, or nothing for a new one each time.");
  }
  return integer
    ? vscode.l10n.t("Type a whole number from {0} to {1}.", minimum, maximum)
    : vscode.l10n.t("Type a number from {0} to {1}.", minimum, maximum);
}
