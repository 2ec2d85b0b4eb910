import type { Said, Task } from "./task.ts";

/**
 * Whom the bench measures: the packaged extension in VS Code's extension host, its core in a process of its own whose
 * every step can be seen, and what people would use instead.
 */
export type ContenderName = "host" | "product" | "script";

/** How a task went. */
export type Done = Extract<Said, { type: "done" }>;

/** Somebody who upscales files, one task after the other. */
export interface Contender {
  readonly name: ContenderName;
  /** Resolves when the results are beside the sources. Rejects with what it said instead. */
  perform(task: Task): Promise<Done>;
  stop(): Promise<void>;
}

/** The script in the tables. */
export const scriptName = "script of fal's API page";
