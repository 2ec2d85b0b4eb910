import * as vscode from "vscode";
import type { Model } from "../core/model.ts";
import type { ApiKey } from "./apiKey.ts";
import { chosenModel } from "./settings.ts";

interface ModelItem extends vscode.QuickPickItem {
  readonly model: Model;
}

/** Which model upscales: the user's own choice, made once and changed at any time. */
export class ModelChoice {
  readonly #apiKey: ApiKey;
  #asking: Promise<Model | undefined> | undefined;

  constructor(apiKey: ApiKey) {
    this.#apiKey = apiKey;
  }

  /** The model for the next jobs. Asks until there is a choice; undefined when the user makes none. */
  async require(): Promise<Model | undefined> {
    const known = await this.known();
    if (known !== undefined) {
      return known;
    }
    this.#asking ??= this.#ask().finally(() => (this.#asking = undefined));
    return this.#asking;
  }

  /** The user's choice; undefined where there is none yet, and nobody is asked. */
  async known(): Promise<Model | undefined> {
    const chosen = chosenModel();
    return chosen === "ask" ? this.#implied() : chosen;
  }

  /** Shows the models and what tells them apart. */
  async pick(): Promise<void> {
    // A setting that cannot be read is no reason not to choose another.
    const current = await this.known().catch(() => undefined);
    const items = modelItems((model) => (model === current ? vscode.l10n.t("current") : ""));
    const picked = await vscode.window.showQuickPick(
      // The first one is what Enter takes: that must not be a change.
      items.toSorted((a, b) => Number(b.model === current) - Number(a.model === current)),
      {
        title: vscode.l10n.t("Clarity Upscaler: Choose Model"),
        placeHolder: vscode.l10n.t("What should upscale images?"),
      },
    );
    if (picked) {
      await choose(picked.model);
    }
  }

  /** Who has set a key, or a proxy that needs none, has chosen. */
  async #implied(): Promise<Model | undefined> {
    return (await this.#apiKey.stored()) === undefined ? undefined : "clarity";
  }

  async #ask(): Promise<Model | undefined> {
    const here = vscode.l10n.t("Upscale on This Device");
    const key = vscode.l10n.t("Enter fal.ai API Key");
    const answer = await vscode.window.showInformationMessage(
      vscode.l10n.t("Where should images be upscaled?"),
      { modal: true, detail: differences() },
      here,
      key,
    );
    if (answer === here) {
      await choose("device-standard");
      return "device-standard";
    }
    if (answer !== key || (await this.#apiKey.require()) === undefined) {
      return undefined;
    }
    await choose("clarity");
    return "clarity";
  }
}

/** Keeps the choice. Where VS Code cannot, it counts for this time, and the user is told. */
async function choose(model: Model): Promise<void> {
  try {
    await vscode.workspace
      .getConfiguration("clarityUpscaler")
      .update("model", model, vscode.ConfigurationTarget.Global);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    void vscode.window.showWarningMessage(
      vscode.l10n.t("The choice could not be saved in your settings. {0}", why),
    );
  }
}

const differences = (): string =>
  [
    vscode.l10n.t(
      "On this device: free, private and without a network. The image gets larger, sharper and cleaner; nothing is invented.",
    ),
    vscode.l10n.t(
      "Clarity at fal.ai: an AI draws fine detail that was not there. The image is sent to fal.ai, and every run is charged to your account.",
    ),
    vscode.l10n.t("The command Choose Model changes this at any time."),
  ].join("\n\n");

const modelItems = (description: (model: Model) => string): ModelItem[] => [
  {
    model: "device-standard",
    label: `$(device-desktop) ${vscode.l10n.t("On This Device: Standard")}`,
    description: description("device-standard"),
    detail: vscode.l10n.t("Free and private. Larger, sharper and cleaner; nothing is invented."),
  },
  {
    model: "device-fast",
    label: `$(zap) ${vscode.l10n.t("On This Device: Fast")}`,
    description: description("device-fast"),
    detail: vscode.l10n.t("The same, not as sharp, in a fraction of the time."),
  },
  {
    model: "clarity",
    label: `$(cloud) ${vscode.l10n.t("Clarity at fal.ai")}`,
    description: description("clarity"),
    detail: vscode.l10n.t(
      "An AI draws fine detail that was not there. Needs an API key, and every run is charged.",
    ),
  },
];
