import * as vscode from "vscode";
import { redact } from "../core/redact.ts";

/** The Log output channel. Nothing secret passes: every line is redacted, and so is what messages show. */
export class Log implements vscode.Disposable {
  readonly #channel = vscode.window.createOutputChannel("Clarity Upscaler", { log: true });
  #secrets: readonly string[] = [];

  /** Keys that must never appear, beside what looks like one. */
  hide(...secrets: string[]): void {
    this.#secrets = [...new Set([...this.#secrets, ...secrets])];
  }

  info(text: string): void {
    this.#channel.info(this.#safe(text));
  }

  /** Logs `error` with its stack and the stacks of its causes: what a bug report needs. */
  bug(text: string, error: unknown): void {
    const stacks = chain(error, ({ stack, message }) => stack ?? message);
    this.#channel.error(this.#safe([text, ...stacks].join("\n")));
  }

  /** Logs a known failure in a line. */
  error(text: string, error: unknown): void {
    this.#channel.error(this.#safe([text, ...chain(error, ({ message }) => message)].join(" · ")));
  }

  show(): void {
    this.#channel.show();
  }

  dispose(): void {
    this.#channel.dispose();
  }

  /**
   * `text` as it may be shown in a message: without secrets, and without links. VS Code makes links of
   * `[text](command:…)`, and part of what we say is written by others: names of files, words of a server.
   */
  shown(text: string): string {
    return this.#safe(text).replaceAll("](", "] (");
  }

  #safe(text: string): string {
    return redact(text, this.#secrets);
  }
}

/** An error and its causes, the outermost first. */
function chain(error: unknown, toText: (error: Error) => string): string[] {
  const found: string[] = [];
  for (let current = error; current !== undefined && found.length < 5;) {
    found.push(current instanceof Error ? toText(current) : JSON.stringify(current));
    current = current instanceof Error ? current.cause : undefined;
  }
  return found;
}
