import fs from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { isTemporary } from "../../../src/core/temporaryName.ts";
import { isRecord } from "../../../src/core/record.ts";
import type { Step } from "./plan.ts";
import type { Troubles } from "./troubles.ts";

type Path = Parameters<typeof fs.open>[0];
type WriteFile = typeof fs.writeFile;

const recordFolders = new Set(["unfinished", "ended"]);
const folderOf = (path: unknown): string => basename(dirname(String(path)));

const isPart = (path: unknown): boolean => isTemporary(basename(String(path)));
const isRecordPart = (path: unknown): boolean => isPart(path) && recordFolders.has(folderOf(path));
const isOutputPart = (path: unknown): boolean => isPart(path) && !isRecordPart(path);

/**
 * Puts the troubles into this process's file system calls, below everything that writes: the output's
 * temporary file, its link or rename, the records of the journal.
 */
export function troubleDisk(troubles: Troubles, sources: readonly string[]): void {
  const real = { ...fs };
  Object.assign(fs, {
    readFile: readFile(real, troubles, sources),
    ...outputCalls(real, troubles),
    ...recordCalls(real, troubles),
    open: open(real, troubles),
    rename: rename(real, troubles),
  });
}

function readFile(real: typeof fs, troubles: Troubles, sources: readonly string[]) {
  return async (...args: Parameters<typeof fs.readFile>) => {
    const [path] = args;
    if (typeof path !== "string" || !sources.includes(path)) {
      return real.readFile(...args);
    }
    troubles.meet("read", "before");
    const bytes = await real.readFile(...args);
    troubles.meet("read", "after");
    return bytes;
  };
}

function outputCalls(real: typeof fs, troubles: Troubles) {
  const writeFile: WriteFile = async (path, data, options) => {
    if (typeof path !== "string" || !isOutputPart(path) || !isPartData(data)) {
      return real.writeFile(path, data, options);
    }
    const write = (part: Part, isFirst: boolean) =>
      isFirst ? real.writeFile(path, part, options) : real.appendFile(path, part);
    await inHalves(partStep(data), troubles, data, write);
  };
  const link: typeof fs.link = async (from, to) => {
    if (troubles.meet("link", "before") === "busy") {
      await real.writeFile(to, "somebody else's");
    }
    await real.link(from, to);
    troubles.meet("link", "after");
  };
  return { writeFile, link };
}

type Part = string | Uint8Array;

const isPartData = (data: unknown): data is Part =>
  typeof data === "string" || data instanceof Uint8Array;

/** An empty temporary file only proves that the folder can be written. */
const partStep = (data: Part): Step => (data === "" ? "probe" : "write");

/** Writes the first half alone when something may happen in the middle. */
async function inHalves(
  step: Step,
  troubles: Troubles,
  data: Part,
  write: (part: Part, isFirst: boolean) => Promise<void>,
): Promise<void> {
  troubles.meet(step, "before");
  const half = troubles.hasMiddle(step) ? Math.floor(data.length / 2) : data.length;
  await write(data.slice(0, half), true);
  if (half < data.length) {
    troubles.meet(step, "middle");
    await write(data.slice(half), false);
  }
  troubles.meet(step, "after");
}

function recordCalls(real: typeof fs, troubles: Troubles) {
  const appendFile: typeof fs.appendFile = async (path, data, options) => {
    troubles.meet("ledger", "before");
    await real.appendFile(path, data, options);
    troubles.meet("ledger", "after");
  };
  const rm: typeof fs.rm = async (path, options) => {
    const isForgotten = folderOf(path) === "unfinished" && !isPart(path);
    if (isForgotten) {
      troubles.meet("forget", "before");
    }
    await real.rm(path, options);
    if (isForgotten) {
      troubles.meet("forget", "after");
    }
  };
  return { appendFile, rm };
}

/** The step of each record that is being written, by the path of its temporary file. */
const recordSteps = new Map<string, Step>();

function open(real: typeof fs, troubles: Troubles) {
  return async (path: Path, ...rest: [(string | number)?, number?]): Promise<FileHandle> => {
    if (isRecordPart(path)) {
      const file = await real.open(path, ...rest);
      return troubledHandle(String(path), file, troubles);
    }
    if (troubles.meet("claim", "before") === "busy") {
      await real.writeFile(path, "somebody else's");
    }
    const file = await real.open(path, ...rest);
    troubles.meet("claim", "after");
    return file;
  };
}

function troubledHandle(path: string, file: FileHandle, troubles: Troubles): FileHandle {
  const write = file.writeFile.bind(file);
  const writeFile = async (text: string) => {
    const step = stepOfRecord(path, text);
    recordSteps.set(path, step);
    troubles.meet(step, "before");
    const half = troubles.hasMiddle(step) ? Math.floor(text.length / 2) : text.length;
    await write(text.slice(0, half));
    if (half < text.length) {
      troubles.meet(step, "middle");
      await write(text.slice(half));
    }
  };
  return Object.assign(file, { writeFile });
}

function stepOfRecord(path: string, text: string): Step {
  const record: unknown = JSON.parse(text);
  const step = isRecord(record) ? record["step"] : undefined;
  if (folderOf(path) === "ended") {
    return "ended";
  }
  return step === "submitting" || step === "submitted" ? step : "planned";
}

function rename(real: typeof fs, troubles: Troubles): typeof fs.rename {
  return async (from, to) => {
    const step = recordSteps.get(String(from)) ?? (isOutputPart(from) ? "rename" : undefined);
    if (step === "rename") {
      troubles.meet(step, "before");
    }
    await real.rename(from, to);
    if (step !== undefined) {
      troubles.meet(step, "after");
    }
  };
}
