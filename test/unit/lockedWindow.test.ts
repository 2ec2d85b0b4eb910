import assert from "node:assert/strict";
import { afterEach, mock, suite, test } from "node:test";
import { LockedWindow } from "../../src/vscode/lockedWindow.ts";

const windows: LockedWindow[] = [];

function open(): LockedWindow {
  const window = new LockedWindow();
  windows.push(window);
  return window;
}

const refuse = () => Promise.reject(new DOMException("The request was denied.", "SecurityError"));

suite("A window of a browser that refuses locks", () => {
  Object.defineProperty(globalThis, "navigator", {
    value: { locks: { request: refuse, query: refuse } },
    configurable: true,
  });
  Object.defineProperty(globalThis, "origin", { value: "http://v--a.localhost:80" });
  afterEach(() => {
    mock.timers.reset();
    for (const window of windows.splice(0)) {
      window.dispose();
    }
  });

  test("knows of the others that are there", async () => {
    const [first, second, third] = [open(), open(), open()];
    mock.timers.enable({ apis: ["setTimeout"] });
    assert.equal(await first.isGone(second.id), false);
    assert.equal(await first.isGone(third.id), false);
    assert.equal(await third.isGone(first.id), false);
  });

  test("says nothing of one that it cannot hear: another workspace's has another origin", async () => {
    assert.equal(await open().isGone("http-v--b-localhost-80-0b9d7f1e"), false);
  });

  test("has an id that fits into the name of a record", () => {
    assert.match(open().id, /^[\w-]+$/);
  });

  test("holds one to be gone that does not answer", async () => {
    const [first, second] = [open(), open()];
    second.dispose();
    mock.timers.enable({ apis: ["setTimeout"] });
    const isGone = first.isGone(second.id);
    // The question for locks is answered first.
    await new Promise((resolve) => setImmediate(resolve));
    mock.timers.tick(3_000);
    assert.equal(await isGone, true);
  });
});
