import * as vscode from "vscode";
import { parseKey } from "../core/apiKey.ts";
import { needsKey } from "../core/connection.ts";
import { askForKey } from "./apiKeyInput.ts";
import type { Host } from "./host.ts";
import type { Log } from "./log.ts";
import { cloudSettings } from "./settings.ts";

const secretName = "clarityUpscaler.apiKey";
const environmentAsked = "clarityUpscaler.environmentKeyAsked";

/** The user's fal key. SecretStorage is its only home. */
export class ApiKey {
  readonly #context: vscode.ExtensionContext;
  readonly #host: Host;
  readonly #log: Log;
  #unkept: string | undefined;
  #asking: Promise<string | undefined> | undefined;

  constructor(context: vscode.ExtensionContext, host: Host, log: Log) {
    this.#context = context;
    this.#host = host;
    this.#log = log;
  }

  /** The key for the next calls: empty where none is needed, undefined when the user gives none. */
  async require(): Promise<string | undefined> {
    const stored = await this.stored();
    if (stored !== undefined) {
      return stored;
    }
    const environment = await this.#fromEnvironment();
    return environment === "ask" ? this.ask() : environment;
  }

  /** The key without asking for one: empty where none is needed, undefined where there is none. */
  async stored(): Promise<string | undefined> {
    const key = needsKey(cloudSettings()) ? await this.#read() : "";
    this.#log.hide(key ?? "");
    return key;
  }

  /**
   * Asks for a key until fal takes one, and keeps it. Undefined when the user gives up. Commands that ask at
   * the same time share one box.
   */
  ask(): Promise<string | undefined> {
    this.#asking ??= this.#askOnce().finally(() => (this.#asking = undefined));
    return this.#asking;
  }

  async #askOnce(): Promise<string | undefined> {
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

  async forget(): Promise<void> {
    this.#unkept = undefined;
    await this.#context.secrets.delete(secretName);
  }

  async remove(): Promise<void> {
    await this.forget();
    void vscode.window.showInformationMessage(vscode.l10n.t("The API key was removed."));
  }

  /** Where the system has no keyring the key cannot be kept; it serves until the window closes. */
  async #store(key: string): Promise<void> {
    this.#log.hide(key);
    this.#unkept = key;
    try {
      await this.#context.secrets.store(secretName, key);
      this.#unkept = undefined;
    } catch (error) {
      this.#log.error("The key could not be stored.", error);
      void vscode.window.showWarningMessage(
        vscode.l10n.t(
          "VS Code could not store the API key, so it is forgotten when this window closes.",
        ),
      );
    }
  }

  async #read(): Promise<string | undefined> {
    return this.#unkept ?? (await this.#context.secrets.get(secretName));
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

  /**
   * Offers, until that is answered once, to copy the key that fal's own tools would use. Undefined when the
   * user gives up altogether; "ask" when the key is to be typed.
   */
  async #fromEnvironment(): Promise<string | undefined> {
    const key = parseKey(this.#host.environmentKey?.() ?? "");
    if (key === undefined || this.#context.globalState.get(environmentAsked) === true) {
      return "ask";
    }
    const copy = vscode.l10n.t("Use This Key");
    const another = vscode.l10n.t("Enter Another Key");
    const answer = await vscode.window.showInformationMessage(
      vscode.l10n.t("Use the fal.ai API key from the environment?"),
      {
        modal: true,
        detail: vscode.l10n.t(
          "It can be copied into VS Code's secret storage, where Clarity Upscaler keeps its key. You are asked only once.",
        ),
      },
      copy,
      another,
    );
    if (answer === undefined) {
      return undefined;
    }
    await this.#context.globalState.update(environmentAsked, true);
    if (answer === another || (await this.#prove(key)) === "bad") {
      return "ask";
    }
    await this.#store(key);
    return key;
  }
}
