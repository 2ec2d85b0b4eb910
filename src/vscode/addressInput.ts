import * as vscode from "vscode";
import { UpscaleError } from "../core/errors.ts";
import type { ExaminedImage } from "../core/examineHosted.ts";
import { failureText } from "./failureText.ts";

/** Looks at what was typed; throws `UpscaleError` for what cannot be upscaled, or an abort. */
type Examine = (text: string, signal: AbortSignal) => Promise<ExaminedImage>;

/** A box for an address that stays, and says why, until `examine` finds one. Undefined when it is closed. */
export function askForAddress(examine: Examine): Promise<ExaminedImage | undefined> {
  const input = createInput();
  return new Promise((resolve) => {
    let looking = new AbortController();
    const stop = () => {
      looking.abort();
      input.busy = false;
    };
    const accept = async () => {
      stop();
      looking = new AbortController();
      const found = await check(input, examine, looking.signal);
      if (found) {
        resolve(found);
        input.hide();
      }
    };
    input.onDidAccept(() => void accept());
    input.onDidChangeValue(() => {
      stop();
      input.validationMessage = "";
    });
    input.onDidHide(() => {
      stop();
      resolve(undefined);
      input.dispose();
    });
    input.show();
  });
}

function createInput(): vscode.InputBox {
  const input = vscode.window.createInputBox();
  input.title = vscode.l10n.t("Clarity Upscaler: Upscale Image from URL");
  input.prompt = vscode.l10n.t(
    "Paste the address of an image that anybody can open, or a data URI. The image is looked at first; its address is not kept.",
  );
  input.placeholder = vscode.l10n.t("https://… or data:…");
  input.ignoreFocusOut = true;
  return input;
}

/** What is found; undefined for what cannot be upscaled, which the box says, or for what nobody wants any more. */
async function check(
  input: vscode.InputBox,
  examine: Examine,
  signal: AbortSignal,
): Promise<ExaminedImage | undefined> {
  input.busy = true;
  try {
    const found = await examine(input.value, signal);
    return signal.aborted ? undefined : found;
  } catch (error) {
    if (signal.aborted) {
      return undefined;
    }
    if (!(error instanceof UpscaleError)) {
      throw error;
    }
    input.validationMessage = failureText(error);
    return undefined;
  } finally {
    if (!signal.aborted) {
      input.busy = false;
    }
  }
}
