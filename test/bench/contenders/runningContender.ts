import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { join } from "node:path";
import { repository } from "../../run/paths.ts";
import type { Answer, Assignment, Question } from "./contender.ts";
import type { ContenderName } from "./contenders.ts";

/** What a run cost: seconds from call to result, and seconds of all cores together. */
export type Done = Extract<Answer, { type: "done" }>;

/** A contender in a process of its own, so that its CPU time and memory are its own. */
export interface RunningContender {
  readonly name: ContenderName;
  /** Enlarges a picture. Errors: the contender's own, or that its process ended. */
  upscale(assignment: Assignment, isOutputWanted?: boolean): Promise<Done>;
  stop(): void;
}

/** Starts a contender and waits until it has loaded. Errors: what it said instead. */
export async function startContender(name: ContenderName): Promise<RunningContender> {
  const child = fork(join(import.meta.dirname, "child.ts"), [name], {
    cwd: repository,
    execArgv: ["--import", "tsx"],
    serialization: "advanced",
  });
  await nextAnswer(name, child);
  return {
    name,
    upscale: async (assignment, isOutputWanted = false) => {
      const question: Question = { assignment, isOutputWanted };
      child.send(question);
      const answer = await nextAnswer(name, child);
      if (answer.type !== "done") {
        throw new Error(`${name} answered ${answer.type} to an assignment`);
      }
      return answer;
    },
    stop: () => child.kill(),
  };
}

/** The next message; rejects when it says that something failed, or when the process ends first. */
async function nextAnswer(name: ContenderName, child: ChildProcess): Promise<Answer> {
  const answer = await new Promise<Answer>((resolve, reject) => {
    const onExit = (code: number | null, signal: string | null) =>
      reject(new Error(`${name}: its process ended (${code ?? signal})`));
    child.once("exit", onExit);
    child.once("message", (message: Answer) => {
      child.off("exit", onExit);
      resolve(message);
    });
  });
  if (answer.type === "failed") {
    throw new Error(`${name}: ${answer.message}`);
  }
  return answer;
}
