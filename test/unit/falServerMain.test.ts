import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { suite, test } from "node:test";
import { fileURLToPath } from "node:url";
import { submitByHand } from "../support/falQueue.ts";

const main = fileURLToPath(new URL("../fal-server/main.ts", import.meta.url));

const start = (...args: string[]) =>
  spawn(process.execPath, ["--import", "tsx", main, ...args], {
    stdio: ["ignore", "pipe", "pipe"],
  });

suite("the fal server's command line", () => {
  test("prints its address, serves, and ends on SIGTERM", async () => {
    const child = start("--port", "0", "--delay", "60", "--queue", "3", "--key", "a:b");
    const [line] = await once(createInterface(child.stdout), "line");
    const url = /^fal server listening at (http:\/\/127\.0\.0\.1:\d+)$/.exec(String(line))?.[1];
    assert.ok(url, String(line));
    assert.equal((await submitByHand(url)).submitted.status, 401);
    const { submitted } = await submitByHand(url, {}, { headers: { authorization: "Key a:b" } });
    assert.equal(submitted.body["queue_position"], 3);
    child.kill("SIGTERM");
    assert.deepEqual(await once(child, "exit"), [0, null]);
  });

  test("explains itself, and refuses what it does not understand", async () => {
    const helped = start("--help");
    const [text] = await Promise.all([helped.stdout.toArray(), once(helped, "exit")]);
    assert.match(Buffer.concat(text).toString("utf8"), /--port N/);
    const refused = start("--port", "many");
    const [complaint, [code]] = await Promise.all([
      refused.stderr.toArray(),
      once(refused, "exit"),
    ]);
    assert.match(Buffer.concat(complaint).toString("utf8"), /--port needs a number/);
    assert.notEqual(code, 0);
  });
});
