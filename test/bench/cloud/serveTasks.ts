import { forgetPeak, peakMemory } from "../peakMemory.ts";
import { now } from "./clock.ts";
import type { Mark, Said, Surroundings, Task } from "./task.ts";

/** Marks a moment of the task that is under way. */
export type OnMark = (name: string) => void;

/** Upscales all images of a task through fal, from the files to the files. */
export type Upscale = (task: Task) => Promise<void>;

/** Runs a contender in this process for the parent, which asks over IPC. */
export async function serveTasks(
  load: (surroundings: Surroundings, mark: OnMark) => Promise<Upscale>,
): Promise<void> {
  process.once("disconnect", () => process.exit());
  let marks: Mark[] = [];
  const mark: OnMark = (name) => marks.push({ name, at: now() });
  const perform = async (task: Task, upscale: Upscale): Promise<Said> => {
    marks = [];
    const idle = process.memoryUsage().rss;
    forgetPeak();
    mark("begun");
    await upscale(task);
    return { type: "done", marks, idle, peak: peakMemory() };
  };
  try {
    const surroundings: Surroundings = JSON.parse(process.argv[2] ?? "{}");
    const upscale = await load(surroundings, mark);
    process.on("message", (task: Task) => void perform(task, upscale).catch(failed).then(say));
    say({ type: "loaded" });
  } catch (error) {
    say(failed(error));
  }
}

const say = (said: Said) => process.send?.(said);

const failed = (error: unknown): Said => ({
  type: "failed",
  message: error instanceof Error ? (error.stack ?? error.message) : String(error),
});
