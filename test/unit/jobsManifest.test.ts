import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { suite, test } from "node:test";

interface MenuItem {
  readonly command: string;
  readonly when: string;
  readonly group?: string;
}

const { contributes } = JSON.parse(readFileSync("package.json", "utf8"));
const code = readdirSync("src/vscode/jobs")
  .map((file) => readFileSync(`src/vscode/jobs/${file}`, "utf8"))
  .join("\n");
const rows: readonly MenuItem[] = contributes.menus["view/item/context"];
const title: readonly MenuItem[] = contributes.menus["view/title"];
const palette: readonly MenuItem[] = contributes.menus.commandPalette;

/** What a row of the view must be able to do for the item to be there. */
const abilityOf = ({ when }: MenuItem): string => /\\b(\w+)\\b/.exec(when)?.[1] ?? "";

suite("the Jobs view in the manifest", () => {
  test("is in the Explorer, closed, and hidden until there was a job", () => {
    const [view] = contributes.views.explorer;
    assert.equal(view.id, "clarityUpscaler.jobs");
    assert.deepEqual([view.visibility, view.when], ["collapsed", "clarityUpscaler.hasJobs"]);
  });

  test("asks rows for abilities that the code has titles for, and offers each of them", () => {
    const abilities = readFileSync("src/vscode/jobs/abilityText.ts", "utf8");
    const known = [...abilities.matchAll(/^ {2}(\w+): vscode/gm)].map(([, ability]) => ability);
    assert.ok(known.length > 5);
    assert.deepEqual(new Set(rows.map(abilityOf)), new Set(known));
  });

  test("has everything that a row's buttons do in its menu too, for the keyboard", () => {
    const [buttons, items] = [true, false].map((isButton) =>
      rows.filter(({ group }) => group?.startsWith("inline") === isButton),
    );
    assert.ok(buttons && buttons.length > 5);
    for (const { command } of buttons) {
      assert.ok(
        items?.some((item) => item.command === command),
        command,
      );
    }
  });

  test("runs again what one row stands for, not many at once", () => {
    const forOne = rows.filter(({ when }) => when.endsWith(" && !listMultiSelection"));
    assert.ok(forOne.every(({ group }) => !group?.startsWith("inline")));
    assert.deepEqual(
      forOne.map(({ command }) => command),
      [
        "clarityUpscaler.runJobAgain",
        "clarityUpscaler.upscaleAgainWithSameSeed",
        "clarityUpscaler.upscaleAgainWithAnotherSeed",
      ],
    );
  });

  test("has icons, of VS Code's own, wherever there is no room for words", () => {
    const bare = [...rows, ...title]
      .filter(({ group = "" }) => /^(inline|navigation)/.test(group))
      .filter(({ command }) => {
        const declared = contributes.commands.find((one: MenuItem) => one.command === command);
        return !/^\$\([a-z-]+\)$/.test(declared?.icon);
      });
    assert.deepEqual(bare, []);
  });

  test("keeps what needs a row out of the palette", () => {
    const hidden = palette.filter(({ when }) => when === "false").map(({ command }) => command);
    const ofRows = new Set(rows.map(({ command }) => command));
    const isAgain = (command: string) => command.includes("upscaleAgain");
    assert.deepEqual(new Set(hidden), new Set([...ofRows].filter((command) => !isAgain(command))));
  });

  test("asks for context that the code sets, and the code sets none that nothing asks for", () => {
    const clauses = [...rows, ...title, ...palette, ...contributes.views.explorer]
      .map(({ when }: MenuItem) => when)
      .join(" ");
    const asked = [...clauses.matchAll(/clarityUpscaler\.(\w+)/g)]
      .map(([, key]) => key)
      .filter((key) => key !== "jobs");
    const [, list = ""] = /type ContextKey =([^;]+);/.exec(code) ?? [];
    const set = [...list.matchAll(/"(\w+)"/g)].map(([, key]) => key);
    assert.deepEqual(new Set(asked), new Set(set));
  });

  test("has a command of the code behind each item", () => {
    for (const { command } of [...rows, ...title]) {
      assert.ok(code.includes(`"${command}"`), command);
    }
  });
});
