import * as vscode from "vscode";
import { ask } from "./steps.ts";
import type { Answer, Place } from "./steps.ts";

/** What a typed text means, or what is wrong with it. */
export type Reading<T> =
  | {
      readonly value: T;
      /** What will come of it, shown while typing. */
      readonly note?: string;
      /** What is taken instead of what was typed. */
      readonly warning?: string | undefined;
    }
  | { readonly error: string };

export interface TextQuestion<T> {
  readonly prompt: string;
  /** What stands in an empty box. */
  readonly placeholder?: string;
  /** What stands there at first, selected. */
  readonly text: string;
  readonly read: (text: string) => Reading<T>;
}

/** Asks for a text and says, as it is typed, what will come of it. Always has a way back. */
export function typeText<T>(
  place: Place,
  { prompt, placeholder, text, read }: TextQuestion<T>,
): Promise<Answer<T>> {
  const input = vscode.window.createInputBox();
  input.value = text;
  input.placeholder = placeholder;
  const show = () => {
    const reading = read(input.value);
    input.prompt = ("note" in reading && reading.note) || prompt;
    // Nobody is told off before typing anything.
    input.validationMessage =
      "error" in reading && input.value.trim() === "" ? undefined : message(reading);
  };
  show();
  input.onDidChangeValue(show);
  const listen = (answer: (value: T) => void) =>
    input.onDidAccept(() => {
      const reading = read(input.value);
      if ("error" in reading) {
        input.validationMessage = message(reading);
      } else {
        answer(reading.value);
      }
    });
  return ask<T>(input, place, listen, true);
}

function message<T>(reading: Reading<T>): vscode.InputBoxValidationMessage | undefined {
  const { Error: error, Warning: warning } = vscode.InputBoxValidationSeverity;
  if ("error" in reading) {
    return { message: reading.error, severity: error };
  }
  return reading.warning === undefined
    ? undefined
    : { message: reading.warning, severity: warning };
}
