import assert from "node:assert/strict";
import { picture } from "../support/images.ts";
import { changeSetting } from "./upscaling.ts";
import { webSuite } from "./webSuite.ts";

const files = { "one.png": await picture(), "two.png": await picture({ width: 40 }) };

webSuite({ name: "Folders in the browser", files }, (webTest) => {
  webTest("are searched where VS Code has no search of its own", async (session) => {
    await changeSetting(session, "model", "device-fast");
    const [scheme, made] = await session.host.run(async (vscode) => {
      const { fs } = vscode.workspace;
      const root = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file("/");
      const art = vscode.Uri.joinPath(root, "art");
      const at = (...names: string[]) => vscode.Uri.joinPath(root, ...names);
      await fs.copy(at("one.png"), at("art", "One.PNG"));
      await fs.copy(at("two.png"), at("art", "ui", "two.png"));
      await fs.copy(at("two.png"), at("art", "node_modules", "two.png"));
      const id = "clarityUpscaler.upscaleFolder";
      const lists: { path: string }[][] = [];
      const command = vscode.commands.executeCommand<{ path: string }[]>(id, art);
      void command.then((uris) => lists.push(uris));
      for (const end = Date.now() + 120_000; lists.length === 0 && Date.now() < end;) {
        await vscode.commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      const paths = lists.flat().map(({ path }) => path.slice(art.path.length + 1));
      return [root.scheme, paths.toSorted()] as const;
    }, undefined);
    assert.equal(scheme, "vscode-test-web");
    assert.deepEqual(made, ["One@2x.PNG", "ui/two@2x.png"]);
  });

  webTest("of Git are none: there is no Git", async ({ host, workbench }) => {
    const made = await host.run(async (vscode) => {
      const id = "clarityUpscaler.upscaleChangedImages";
      return (await vscode.commands.executeCommand(id)) ?? "nothing";
    }, undefined);
    assert.equal(made, "nothing");
    await workbench.notices.wait("Git is not available in this window.");
  });
});
