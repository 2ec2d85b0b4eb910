import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { boardStates } from "../../src/core/boardEntry.ts";
import type { BoardChange, BoardState } from "../../src/core/boardEntry.ts";
import type { Job, JobOutcome } from "../../src/core/job.ts";
import { JobBoard } from "../../src/core/jobBoard.ts";
import { plannedJob } from "../support/fakes.ts";

const running = { phase: "running", percent: 5, lines: [] } as const;
const cancelled = (job: Job): JobOutcome => ({ state: "cancelled", job, cancel: "notSent" });

/** A board whose clock and gathering the test moves. */
function setUp(count = 3) {
  const jobs = Array.from({ length: count }, (_, index) => plannedJob(`${index}.png`));
  const callbacks: (() => void)[] = [];
  const told: BoardChange[] = [];
  const clock = { now: 1000 };
  const board = new JobBoard({ now: () => clock.now, soon: (call) => callbacks.push(call) });
  board.onChange((change) => told.push(change));
  /** Lets the board tell, and returns what it told. */
  const tell = (): BoardChange[] => {
    callbacks.splice(0).forEach((call) => call());
    return told.splice(0);
  };
  const [first = plannedJob(), second = plannedJob()] = jobs;
  return { board, clock, first, jobs, second, tell };
}

const names = (board: JobBoard, ...states: readonly BoardState[]): string[] =>
  board.inState(...states).map(({ job }) => job.source.name);

suite("where a job stands on the board", () => {
  test("it waits, begins, waits for its submit, runs and ends", () => {
    const { board, clock, first } = setUp();
    const seen: (string | undefined)[] = [];
    const look = () =>
      seen.push(boardStates.find((state) => names(board, state).includes("0.png")));
    board.add([first]);
    look();
    clock.now = 2000;
    board.begin(first);
    look();
    board.progress(first, { phase: "waiting" });
    look();
    board.progress(first, running);
    look();
    clock.now = 9000;
    board.end(cancelled(first));
    look();
    assert.deepEqual(seen, ["waiting", "running", "waiting", "running", "cancelled"]);
    const { begun, ended, progress } = board.get(first.id) ?? {};
    assert.deepEqual({ begun, ended, progress }, { begun: 2000, ended: 9000, progress: undefined });
  });

  test("what comes after its end is no news", () => {
    const { board, first } = setUp();
    board.add([first]);
    board.end(cancelled(first));
    board.progress(first, running);
    board.begin(first);
    assert.deepEqual(board.counts(), { running: 0, waiting: 0, failed: 0, done: 0, cancelled: 1 });
  });

  test("one that runs once more begins anew, at the end of the list", () => {
    const { board, jobs, first } = setUp();
    board.add(jobs);
    board.begin(first);
    board.end(cancelled(first));
    board.add([first]);
    assert.deepEqual(names(board, "waiting"), ["1.png", "2.png", "0.png"]);
    assert.equal(board.get(first.id)?.outcome, undefined);
    assert.equal(board.get(first.id)?.begun, undefined);
  });

  test("waiting jobs come in their turn, ended ones newest first", () => {
    const { board, clock, jobs } = setUp();
    board.add(jobs);
    assert.deepEqual(names(board, "waiting"), ["0.png", "1.png", "2.png"]);
    for (const job of jobs) {
      clock.now += 1;
      board.end(cancelled(job));
    }
    assert.deepEqual(names(board, "cancelled"), ["2.png", "1.png", "0.png"]);
  });
});

suite("the user's no to a job of the board", () => {
  test("reaches that job and no other", () => {
    const { board, first, jobs, second } = setUp();
    board.add(jobs);
    const signals = [board.signalOf(first), board.signalOf(second)];
    board.cancel([first.id, "unknown"]);
    assert.deepEqual(
      signals.map(({ aborted }) => aborted),
      [true, false],
    );
  });

  test("to all of them reaches those that have not ended", () => {
    const { board, first, jobs, second } = setUp();
    board.add(jobs);
    const signals = [board.signalOf(first), board.signalOf(second)];
    board.end(cancelled(first));
    board.cancelAll();
    assert.deepEqual(
      signals.map(({ aborted }) => aborted),
      [false, true],
    );
  });

  test("does not count for the next time it runs", () => {
    const { board, first } = setUp();
    board.add([first]);
    board.cancel([first.id]);
    board.end(cancelled(first));
    board.add([first]);
    assert.equal(board.signalOf(first).aborted, false);
  });
});

suite("what the board tells", () => {
  test("is gathered: three hundred jobs with their news are one change", () => {
    const { board, jobs, tell } = setUp(300);
    board.add(jobs);
    jobs.forEach((job) => board.begin(job));
    jobs.forEach((job) => board.progress(job, running));
    const changes = tell();
    assert.equal(changes.length, 1);
    assert.deepEqual([...(changes[0]?.groups ?? [])], ["running"]);
    assert.deepEqual(changes[0]?.entries, []);
  });

  test("of progress is the job alone", () => {
    const { board, first, jobs, tell } = setUp(300);
    board.add(jobs);
    board.begin(first);
    tell();
    board.progress(first, running);
    board.progress(first, { ...running, percent: 50 });
    assert.deepEqual(tell(), [{ groups: new Set(), entries: [board.get(first.id)] }]);
  });

  test("of a job that moves is where it came from and where it is now", () => {
    const { board, first, jobs, tell } = setUp();
    board.add(jobs);
    tell();
    board.begin(first);
    assert.deepEqual(tell(), [{ groups: new Set(["waiting", "running"]), entries: [] }]);
  });

  test("of a job that failed again is its group: it has another place there", () => {
    const { board, clock, first, tell } = setUp();
    board.add([first]);
    board.end(cancelled(first));
    tell();
    clock.now += 1;
    board.add([first]);
    board.end(cancelled(first));
    assert.deepEqual(tell(), [{ groups: new Set(["cancelled"]), entries: [] }]);
  });

  test("is nothing where nothing happens, and nothing to those who no longer listen", () => {
    const { board, first, tell } = setUp();
    let heard = 0;
    const stop = board.onChange(() => (heard += 1));
    assert.deepEqual(tell(), []);
    board.add([first]);
    tell();
    stop();
    board.begin(first);
    tell();
    assert.equal(heard, 1);
  });
});

suite("what has ended elsewhere", () => {
  const ended = (name: string, at: number) => {
    const job = plannedJob(name);
    return { job, outcome: cancelled(job), ended: at };
  };

  test("is listed with this window's own", () => {
    const { board, first } = setUp();
    board.add([first]);
    board.end(cancelled(first));
    board.takeEnded([ended("old.png", 10), ended("older.png", 5)], 500);
    assert.deepEqual(names(board, "cancelled"), ["0.png", "old.png", "older.png"]);
  });

  test("does not change jobs of this window that have not ended", () => {
    const { board, first } = setUp();
    board.add([first]);
    board.takeEnded([{ job: first, outcome: cancelled(first), ended: 10 }], 500);
    assert.deepEqual(names(board, "waiting"), ["0.png"]);
  });

  test("is gone from the board when it is forgotten there, unless it ended later", () => {
    const { board, clock, first, second } = setUp();
    board.add([first, second]);
    board.end(cancelled(first));
    clock.now = 3000;
    board.end(cancelled(second));
    board.takeEnded([], 2000);
    assert.deepEqual(names(board, "cancelled"), ["1.png"]);
  });

  test("can be forgotten; what has not ended cannot", () => {
    const { board, first, second, tell } = setUp();
    board.add([first, second]);
    board.end(cancelled(first));
    tell();
    board.forget([first.id, second.id, "unknown"]);
    assert.deepEqual(names(board, ...boardStates), ["1.png"]);
    assert.deepEqual(tell(), [{ groups: new Set(["cancelled"]), entries: [] }]);
  });
});
