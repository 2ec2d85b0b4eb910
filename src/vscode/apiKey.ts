import * as vscode from "vscode";
import { parseKey } from "../core/apiKey.ts";
import { needsKey } from "../core/connection.ts";
import { askForKey } from "./apiKeyInput.ts";
import type { Host } from "./commands.ts";
import type { Log } from "./log.ts";
import { cloudSettings } from "./settings.ts";

const secretName = "clarityUpscaler.apiKey";
const environmentAsked = "clarityUpscaler.environmentKeyAsked";

/** The user's fal key. SecretStorage is its only home. */
export class ApiKey {
  readonly #context: vscode.ExtensionContext;
  readonly #host: Host;
  readonly #log: Log;

  constructor(context: vscode.ExtensionContext, host: Host, log: Log) {
    this.#context = context;
    this.#host = host;
    this.#log = log;
  }

  /** The key for the next calls: empty where none is needed, undefined when the user gives none. */
  async require(): Promise<string | undefined> {
    if (!needsKey(cloudSettings())) {
      return "";
    }
    const key = (await this.#context.secrets.get(secretName)) ?? (await this.#fromEnvironment());
    if (key === undefined) {
      return this.ask();
    }
    this.#log.hide(key);
    return key;
  }

  /** Asks for a key until fal takes one, and keeps it. Undefined when the user gives up. */
  async ask(): Promise<string | undefined> {
    const answer = await askForKey((pasted) => this.#prove(pasted));
    if (answer === undefined) {
      return undefined;
    }
    await this.#store(answer.key);
    void vscode.window.showInformationMessage(
      answer.checked
        ? vscode.l10n.t("fal.ai accepted the API key. It is kept in VS Code's secret storage.")
        : vscode.l10n.t(
            "The API key was stored but not checked: fal.ai did not say whether it is good.",
          ),
    );
    return answer.key;
  }

  async remove(): Promise<void> {
    await this.#context.secrets.delete(secretName);
    void vscode.window.showInformationMessage(vscode.l10n.t("The API key was removed."));
  }

  async #store(key: string): Promise<void> {
    this.#log.hide(key);
    await this.#context.secrets.store(secretName, key);
  }

  /** Whether fal takes the key. Through a proxy that must not see the key, nobody is asked. */
  async #prove(key: string): Promise<"good" | "bad" | "unchecked"> {
    this.#log.hide(key);
    try {
      const settings = cloudSettings();
      return needsKey(settings) ? await this.#host.checkKey({ ...settings, key }) : "unchecked";
    } catch (error) {
      this.#log.error("The key could not be checked.", error);
      return "unchecked";
    }
  }

  /** Offers, once ever, to copy the key that fal's own tools would use. */
  async #fromEnvironment(): Promise<string | undefined> {
    const key = parseKey(this.#host.environmentKey?.() ?? "");
    if (key === undefined || this.#context.globalState.get(environmentAsked) === true) {
      return undefined;
    }
    const copy = vscode.l10n.t("Copy Key");
    const answer = await vscode.window.showInformationMessage(
      vscode.l10n.t("Use the fal.ai API key of the environment?"),
      {
        modal: true,
        detail: vscode.l10n.t(
          "FAL_KEY is set. It can be copied into VS Code's secret storage, where Clarity Upscaler keeps its key. You are asked only once.",
        ),
      },
      copy,
      vscode.l10n.t("Enter Another Key"),
    );
    if (answer !== undefined) {
      await this.#context.globalState.update(environmentAsked, true);
    }
    if (answer !== copy) {
      return undefined;
    }
    await this.#store(key);
    return key;
  }
}
