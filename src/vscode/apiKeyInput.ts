import * as vscode from "vscode";
import { parseKey } from "../core/apiKey.ts";

/** Where fal's users make and see their keys. */
const keyPage = vscode.Uri.parse("https://fal.ai/dashboard/keys");

export interface KeyAnswer {
  readonly key: string;
  /** Whether fal said that the key is good; false when it could not be asked. */
  readonly checked: boolean;
}

/** A password box that stays until `prove` does not refuse what is in it. Undefined when it is closed. */
export function askForKey(
  prove: (key: string) => Promise<"good" | "bad" | "unchecked">,
): Promise<KeyAnswer | undefined> {
  const input = createInput();
  return new Promise((resolve) => {
    const accept = async () => {
      const answer = await check(input, prove);
      if (answer) {
        resolve(answer);
        input.hide();
      }
    };
    input.onDidAccept(() => void accept());
    input.onDidChangeValue(() => (input.validationMessage = ""));
    input.onDidTriggerButton(() => void vscode.env.openExternal(keyPage));
    input.onDidHide(() => {
      resolve(undefined);
      input.dispose();
    });
    input.show();
  });
}

function createInput(): vscode.InputBox {
  const input = vscode.window.createInputBox();
  input.title = vscode.l10n.t("Clarity Upscaler: Set API Key");
  input.prompt = vscode.l10n.t(
    "Paste a fal.ai key; the scope API is enough. It is kept in VS Code's secret storage.",
  );
  input.placeholder = vscode.l10n.t("id:secret");
  input.password = true;
  input.ignoreFocusOut = true;
  input.buttons = [
    {
      iconPath: new vscode.ThemeIcon("link-external"),
      tooltip: vscode.l10n.t("Get a Key at fal.ai"),
    },
  ];
  return input;
}

async function check(
  input: vscode.InputBox,
  prove: (key: string) => Promise<"good" | "bad" | "unchecked">,
): Promise<KeyAnswer | undefined> {
  const key = parseKey(input.value);
  if (key === undefined) {
    input.validationMessage = vscode.l10n.t(
      "A fal.ai key looks like id:secret, with a colon in the middle.",
    );
    return undefined;
  }
  input.busy = true;
  input.enabled = false;
  try {
    const verdict = await prove(key);
    if (verdict !== "bad") {
      return { key, checked: verdict === "good" };
    }
    input.validationMessage = vscode.l10n.t("fal.ai does not accept this key.");
    return undefined;
  } finally {
    input.busy = false;
    input.enabled = true;
  }
}
