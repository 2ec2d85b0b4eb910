import assert from "node:assert/strict";
import { picture } from "../support/images.ts";
import { webSuite } from "./webSuite.ts";

webSuite(
  { name: "Activation in the browser", files: { "hero.png": await picture() } },
  (webTest) => {
    webTest("runs the browser's build of the package", async ({ host }) => {
      const facts = await host.run(async (vscode) => {
        const extension = vscode.extensions.getExtension("clarity-upscaler.clarity-upscaler");
        await extension?.activate();
        return {
          browser: extension?.packageJSON.browser,
          isActive: extension?.isActive,
          isWeb: vscode.env.uiKind === vscode.UIKind.Web && vscode.env.remoteName === undefined,
          node: typeof process,
          origin: self.origin,
        };
      }, undefined);
      assert.match(facts.origin, /^http:\/\/v--\w+\.localhost:\d+$/);
      assert.deepEqual(facts, {
        browser: "./dist/extension.web.cjs",
        isActive: true,
        isWeb: true,
        node: "undefined",
        origin: facts.origin,
      });
    });

    webTest("registers every command that the manifest promises", async ({ host }) => {
      const [promised, registered] = await host.run(async (vscode) => {
        const extension = vscode.extensions.getExtension("clarity-upscaler.clarity-upscaler");
        // Those with another dot are VS Code's own, such as the one that shows the view.
        const ids = (await vscode.commands.getCommands(true)).filter((id) =>
          /^clarityUpscaler\.\w+$/.test(id),
        );
        const { commands } = extension?.packageJSON.contributes ?? {};
        return [commands.map(({ command }: { command: string }) => command), ids];
      }, undefined);
      assert.ok(promised.length > 0);
      assert.deepEqual(registered.toSorted(), promised.toSorted());
    });
  },
);
