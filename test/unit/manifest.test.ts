import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { suite, test } from "node:test";
import {
  imageTransfers,
  lifetimes,
  priorities,
  uploadLifetimes,
} from "../../src/core/connection.ts";
import { outputFormats } from "../../src/core/finishOptions.ts";
import { gpsChoices } from "../../src/core/gps.ts";
import { models } from "../../src/core/model.ts";
import { checkOptions, denoiseChoices, numberRanges, ownRanges } from "../../src/core/options.ts";
import { checkTemplate, defaultTemplate } from "../../src/core/outputName.ts";
import { readPresets } from "../../src/core/presets.ts";
import { clarityOptions } from "../support/fakes.ts";

interface Setting {
  readonly scope: string;
  readonly order: number;
  readonly default: unknown;
  readonly type: string | readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly enum?: readonly string[];
  readonly editPresentation?: string;
  readonly properties?: Readonly<Record<string, Setting>>;
  readonly additionalProperties?: Setting;
}

interface SettingGroup {
  readonly title: string;
  readonly order: number;
  readonly properties: Readonly<Record<string, Setting>>;
}

interface WalkthroughStep {
  readonly id: string;
  readonly description: string;
  readonly media: { readonly image?: string; readonly svg?: string; readonly altText: string };
  readonly completionEvents: readonly string[];
}

const text = readFileSync("package.json", "utf8");
const manifest = JSON.parse(text);
const words: Record<string, string> = JSON.parse(readFileSync("package.nls.json", "utf8"));
const groups: readonly SettingGroup[] = manifest.contributes.configuration;
const settings: Record<string, Setting> = Object.fromEntries(
  groups.flatMap(({ properties }) => Object.entries(properties)),
);
const setting = (name: string): Setting => {
  const found = settings[`clarityUpscaler.${name}`];
  assert.ok(found, `package.json declares no clarityUpscaler.${name}`);
  return found;
};
const clarityNames = Object.keys(clarityOptions).filter((name) => name !== "model");
const resourceNames = [
  ...clarityNames,
  "denoise",
  "presets",
  "outputName",
  "outputFormat",
  "jpegQuality",
  "gps",
  "embedProvenance",
  "folderExclude",
];

suite("the manifest's settings", () => {
  for (const [name, { minimum, maximum, integer }] of Object.entries({
    ...numberRanges,
    ...ownRanges,
  })) {
    test(`${name} has the range that the code checks`, () => {
      const declared = setting(name);
      assert.deepEqual(
        [
          declared.minimum,
          declared.maximum ?? Number.MAX_SAFE_INTEGER,
          [declared.type].flat().includes("integer"),
        ],
        [minimum, maximum, integer],
      );
    });
  }

  test("the defaults are those of fal's API page, and pass the check", () => {
    const defaults = Object.fromEntries(clarityNames.map((name) => [name, setting(name).default]));
    assert.deepEqual(defaults, {
      scale: 2,
      prompt: "masterpiece, best quality, highres",
      negativePrompt: "(worst quality, low quality, normal quality:2)",
      creativity: 0.35,
      resemblance: 0.6,
      guidanceScale: 4,
      inferenceSteps: 18,
      seed: null,
      safetyChecker: true,
    });
    assert.doesNotThrow(() => checkOptions({ ...clarityOptions, ...defaults }));
  });

  test("are in groups with titles of their own, in an order that is given", () => {
    assert.deepEqual(
      groups.map(({ order }) => order),
      groups.map((_group, index) => index + 1),
    );
    assert.equal(new Set(groups.map(({ title }) => title)).size, groups.length);
    for (const { title, properties } of groups) {
      const orders = Object.values(properties).map(({ order }) => order);
      assert.ok(orders.length > 0, title);
      assert.deepEqual(
        orders,
        orders.map((_order, index) => index + 1),
        title,
      );
    }
    const inGroups = groups.flatMap(({ properties }) => Object.keys(properties));
    assert.equal(new Set(inGroups).size, inGroups.length);
  });

  test("every setting of the code is declared with its values, and no other", () => {
    const names = [
      ...resourceNames,
      "model",
      "repeatLastOptions",
      "imageTransfer",
      "uploadLifetime",
      "resultLifetime",
      "proxyUrl",
      "sendKeyToProxy",
      "concurrency",
      "privateMode",
      "explainFirstRun",
      "confirmAboveCost",
      "maxCostPerRun",
      "maxCostPerDay",
      "confirmAboveMegapixels",
      "priority",
      "startTimeout",
      "webhookUrl",
      "requestTimeout",
      "jobTimeout",
    ];
    assert.deepEqual(
      Object.keys(settings).toSorted(),
      names.map((name) => `clarityUpscaler.${name}`).toSorted(),
    );
    assert.deepEqual(new Set(setting("model").enum), new Set(["ask", ...models]));
    assert.deepEqual(setting("denoise").enum, denoiseChoices);
    assert.deepEqual(setting("gps").enum, gpsChoices);
    assert.deepEqual(setting("outputFormat").enum, outputFormats);
    assert.deepEqual(setting("imageTransfer").enum, imageTransfers);
    assert.deepEqual(setting("uploadLifetime").enum, uploadLifetimes);
    assert.deepEqual(setting("resultLifetime").enum, lifetimes);
    assert.deepEqual(setting("priority").enum, priorities);
    assert.equal(setting("outputName").default, defaultTemplate);
    assert.equal(checkTemplate(defaultTemplate), undefined);
  });

  test("a preset takes the model's inputs, with their own ranges and words, and nothing else", () => {
    const schema = setting("presets").additionalProperties;
    const inputs = clarityNames
      .filter((name) => name !== "scale")
      .map((name) => {
        const {
          scope: _scope,
          order: _order,
          editPresentation: _edit,
          ...input
        } = { ...setting(name) };
        return [name, input];
      });
    assert.deepEqual(schema?.properties, Object.fromEntries(inputs));
    assert.equal(schema?.additionalProperties, false);
    assert.deepEqual(readPresets({ "A preset": schema?.default }).length, 1);
    assert.deepEqual(readPresets(setting("presets").default), []);
  });

  test("requests have normal priority and all the time, and nobody else is told of them", () => {
    const names = ["priority", "startTimeout", "webhookUrl"];
    assert.deepEqual(
      names.map((name) => setting(name).default),
      ["normal", null, ""],
    );
  });

  test("uploads live an hour, results a day", () => {
    assert.deepEqual(
      [setting("uploadLifetime").default, setting("resultLifetime").default],
      ["1h", "1d"],
    );
  });

  test("no workspace can redirect the key, the pictures or the spending", () => {
    const open = Object.entries(settings).filter(([, { scope }]) => scope !== "application");
    assert.deepEqual(
      open.map(([name]) => name).toSorted(),
      resourceNames.map((name) => `clarityUpscaler.${name}`).toSorted(),
    );
    assert.ok(open.every(([, { scope }]) => scope === "resource"));
  });

  test("in Restricted Mode none of a workspace's values count", () => {
    const { supported, restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;
    assert.equal(supported, "limited");
    assert.deepEqual(
      restrictedConfigurations.toSorted(),
      resourceNames.map((name) => `clarityUpscaler.${name}`).toSorted(),
    );
  });
});

suite("the manifest's commands", () => {
  const declared: readonly string[] = manifest.contributes.commands.map(
    ({ command }: { command: string }) => command,
  );

  test("are those that the code registers", () => {
    const code = readFileSync("src/vscode/commandIds.ts", "utf8");
    const [, list = ""] = /commandIds = \[([^\]]*)\]/.exec(code) ?? [];
    assert.deepEqual(
      [...list.matchAll(/"([^"]+)"/g)].map(([, id]) => id),
      declared,
    );
  });

  const [{ when }] = manifest.contributes.menus["explorer/context"];
  const [, source = "", flags] = /resourceExtname =~ \/(.*)\/(\w*)/.exec(when) ?? [];
  const pattern = new RegExp(source, flags);
  for (const [extension, shown] of [
    [".png", true],
    [".PNG", true],
    [".jpg", true],
    [".JPEG", true],
    [".webp", true],
    [".gif", false],
    [".svg", false],
    [".pngx", false],
    [".jpgg", false],
    [".ts", false],
    ["", false],
  ] as const) {
    test(`the menu ${shown ? "offers" : "does not offer"} itself on "${extension}"`, () => {
      assert.equal(pattern.test(extension), shown);
    });
  }

  test("only files have it in the Explorer, and the tab has it on the same files", () => {
    assert.match(when, /&& !explorerResourceIsFolder$/);
    assert.ok(when.startsWith(manifest.contributes.menus["editor/title/context"][0].when));
  });

  for (const menu of ["explorer/context", "editor/title/context"]) {
    test(`what asks for options is right below what does not, in ${menu}`, () => {
      const [plain, asking]: readonly Record<string, string>[] = manifest.contributes.menus[menu];
      assert.equal(asking?.["command"], "clarityUpscaler.upscaleWithOptions");
      assert.equal(asking?.["when"], plain?.["when"]);
    });
  }
});

suite("the manifest's walkthrough", () => {
  const steps: readonly WalkthroughStep[] = manifest.contributes.walkthroughs[0].steps;
  const commands = new Set<string>(
    manifest.contributes.commands.map(({ command }: { command: string }) => command),
  );
  const isKnown = (command: string) =>
    command.startsWith("workbench.action.") || commands.has(command);
  const packaged = readFileSync(".vscodeignore", "utf8").split("\n");

  for (const { id, description, media, completionEvents } of steps) {
    const sentences = words[description.slice(1, -1)] ?? "";
    test(`${id} shows a picture that is packaged, with a text in its place`, () => {
      const file = media.image ?? media.svg ?? "";
      assert.ok(existsSync(file), file);
      assert.ok(packaged.includes(`!${file}`), file);
      assert.ok(words[media.altText.slice(1, -1)]);
    });

    test(`${id} ends in a button for a command that there is`, () => {
      const [, command = ""] = /\n\[[^\]]+\]\(command:([\w.]+)[^)\s]*\)$/.exec(sentences) ?? [];
      assert.ok(isKnown(command), command);
    });

    test(`${id} is done by what there is`, () => {
      assert.ok(completionEvents.length > 0);
      for (const event of completionEvents) {
        const [kind = "", name = ""] = event.split(":");
        const isThere: Record<string, boolean> = {
          onCommand: isKnown(name),
          onSettingChanged: Object.hasOwn(settings, name),
          onContext: readFileSync("src/vscode/jobs/contextKeys.ts", "utf8").includes(
            `"${name.replace(/^clarityUpscaler\./, "")}"`,
          ),
          onView: manifest.contributes.views.explorer.some(
            (view: { readonly id: string }) => view.id === name,
          ),
        };
        assert.ok(isThere[kind], event);
      }
    });
  }
});

suite("the manifest's sentences", () => {
  test("each key is there, and none is left over", () => {
    const used = [...text.matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key);
    assert.deepEqual(Object.keys(words).toSorted(), [...new Set(used)].toSorted());
  });

  test("the client of fal is pinned exactly", () => {
    assert.equal(manifest.dependencies["@fal-ai/client"], "1.10.1");
  });

  test("every script that runs a file runs one that is there", () => {
    const files = Object.values<string>(manifest.scripts).flatMap(
      (script) => script.match(/\S+\.(ts|mjs)\b/g) ?? [],
    );
    assert.deepEqual(
      files.filter((file) => !existsSync(file)),
      [],
    );
  });
});

suite("the sentences of the code", () => {
  const files = readdirSync("src/vscode", { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => `src/vscode/${file}`);

  test("stand as literals inside l10n.t, where the translators' tool finds them", () => {
    const calls = files.flatMap((file) =>
      [...readFileSync(file, "utf8").matchAll(/l10n\.t\(\s*(.)/g)].map(([, first]) => first),
    );
    assert.ok(calls.length > 50);
    assert.ok(calls.every((first) => first === '"'));
  });

  test("no message is shown that was not passed through it", () => {
    const bare = files.filter((file) =>
      /show(Information|Warning|Error)Message\(\s*["'`]/.test(readFileSync(file, "utf8")),
    );
    assert.deepEqual(bare, []);
  });
});
