import { boardStates, stateOf } from "../../core/boardEntry.ts";
import type { BoardEntry, BoardState } from "../../core/boardEntry.ts";

/**
 * What the view shows: a group by its name, a job as `group/id`. A job that moves to another group is another
 * node, because VS Code keeps a node where it was first seen.
 */
export type JobNode = BoardState | `${BoardState}/${string}`;

export const toNode = (entry: BoardEntry): JobNode => `${stateOf(entry)}/${entry.job.id}`;

const isGroup = (node: JobNode): node is BoardState => boardStates.some((state) => state === node);

/** The group that a node is; undefined for a job. */
export const groupOf = (node: JobNode): BoardState | undefined =>
  isGroup(node) ? node : undefined;

/** The group that a job stands in; undefined for a group. */
export const parentOf = (node: JobNode): BoardState | undefined =>
  boardStates.find((state) => node.startsWith(`${state}/`));

/** The id of the job that VS Code passes to a command as a node; undefined for anything else. */
export const jobIdOf = (node: unknown): string | undefined =>
  typeof node === "string" && node.includes("/") ? node.slice(node.indexOf("/") + 1) : undefined;
