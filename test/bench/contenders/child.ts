// Runs one contender, named by the first argument, for a parent process that asks over IPC.
import { contenders, isContender } from "./contenders.ts";
import type { Answer, Assignment, Contender, Question } from "./contender.ts";

const answer = (message: Answer) => process.send?.(message);

async function timed(contender: Contender, question: Question): Promise<Answer> {
  const assignment = withOwnPixels(question.assignment);
  const cpuBefore = process.cpuUsage();
  const started = performance.now();
  const output = await contender.upscale(assignment);
  const wall = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(cpuBefore);
  return {
    type: "done",
    output: question.isOutputWanted ? output : undefined,
    wall,
    cpu: (user + system) / 1e6,
  };
}

/** What comes over IPC lies in a buffer with other things, and a contender may give buffers away. */
function withOwnPixels(assignment: Assignment): Assignment {
  const { source } = assignment;
  return { ...assignment, source: { ...source, data: new Uint8ClampedArray(source.data) } };
}

const failed = (error: unknown): Answer => ({
  type: "failed",
  message: error instanceof Error ? (error.stack ?? error.message) : String(error),
});

process.once("disconnect", () => process.exit());

try {
  const name = process.argv[2];
  if (!isContender(name)) {
    throw new Error(`no contender is called ${name}`);
  }
  const contender = await contenders[name]();
  process.on("message", (question: Question) => {
    void timed(contender, question).catch(failed).then(answer);
  });
  answer({ type: "loaded" });
} catch (error) {
  answer(failed(error));
}
