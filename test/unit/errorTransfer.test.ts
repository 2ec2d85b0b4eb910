import assert from "node:assert/strict";
import { after, suite, test } from "node:test";
import { expose, wrap } from "comlink";
import { UpscaleError } from "../../src/core/errors.ts";
import { carryUpscaleErrors } from "../../src/worker/errorTransfer.ts";

const { port1, port2 } = new MessageChannel();
after(() => port1.close());

carryUpscaleErrors();
const throwing = {
  refuse() {
    throw new UpscaleError("badSource", { subject: "damaged", detail: "line 3" });
  },
  break() {
    throw new RangeError("out of memory");
  },
};
expose(throwing, port1);
const remote = wrap<typeof throwing>(port2);

suite("an error between threads", () => {
  test("keeps its facts where it is ours", async () => {
    await assert.rejects(remote.refuse(), (error) => {
      assert.ok(error instanceof UpscaleError);
      const { reason, subject, detail } = error;
      assert.deepEqual([reason, subject, detail], ["badSource", "damaged", "line 3"]);
      return true;
    });
  });

  test("keeps its words otherwise", async () => {
    await assert.rejects(remote.break(), /out of memory/);
  });
});
