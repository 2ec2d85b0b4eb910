import * as vscode from "vscode";
import { redact } from "../core/redact.ts";

/** The Log output channel. Nothing secret passes: every line is redacted here, and only here. */
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

  /** Logs `error` with its stack and the stacks of its causes. */
  error(text: string, error: unknown): void {
    this.#channel.error(this.#safe([text, ...stacks(error)].join("\n")));
  }

  show(): void {
    this.#channel.show();
  }

  dispose(): void {
    this.#channel.dispose();
  }

  #safe(text: string): string {
    return redact(text, this.#secrets);
  }
}

function stacks(error: unknown): string[] {
  const found: string[] = [];
  for (let current = error; current !== undefined && found.length < 5;) {
    found.push(
      current instanceof Error ? (current.stack ?? current.message) : JSON.stringify(current),
    );
    current = current instanceof Error ? current.cause : undefined;
  }
  return found;
}
