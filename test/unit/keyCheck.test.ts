import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { checkKey } from "../../src/backends/fal/keyCheck.ts";
import { startFalServer } from "../fal-server/falServer.ts";
import { falFaults } from "../fal-server/falFaults.ts";
import { fetchAt, testKey } from "../support/falWorld.ts";

suite("checkKey", () => {
  const check = async (
    key: string,
    prepare?: (server: Awaited<ReturnType<typeof startFalServer>>) => Promise<void>,
  ) => {
    const server = await startFalServer({ settings: { keys: [testKey] } });
    await prepare?.(server);
    const verdict = await checkKey({ key, proxyUrl: "", sendKeyToProxy: false }, fetchAt(server));
    await server.close();
    return { verdict, routes: server.journal.map(({ route }) => route) };
  };

  test("a good key is known by one question that costs nothing", async () => {
    assert.deepEqual(await check(testKey), { verdict: "good", routes: ["status"] });
  });

  test("a bad key is known", async () => {
    assert.equal((await check("other:key")).verdict, "bad");
  });

  for (const [name, fault] of [
    ["503", falFaults.status(503)],
    ["a page", falFaults.htmlPage(200)],
    ["a reset", falFaults.resetBefore()],
    ["a locked account", falFaults.lockedAccount()],
  ] as const) {
    test(`${name} leaves it unchecked`, async () => {
      const { verdict } = await check(testKey, (server) =>
        server.addFault({ route: "status", fault }),
      );
      assert.equal(verdict, "unchecked");
    });
  }
});
