import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { suite, test } from "node:test";
import { toInput } from "../../src/backends/fal/endpoint.ts";
import { clarityOptions } from "../support/fakes.ts";

/** Everything on fal's API page of the model that a program can use, as the table calls it. */
const onThePage = [
  "`@fal-ai/client`",
  "`FAL_KEY`",
  "`fal.config`, `credentials`",
  "protect your key: a server-side proxy",
  "`fal.subscribe`",
  "`logs`, `onQueueUpdate`",
  "`result.data`",
  "`result.requestId`",
  "`fal.queue.submit`",
  "`webhookUrl`",
  "`fal.queue.status`",
  "`fal.queue.result`",
  "files: data URI (base64)",
  "files: hosted files (URL)",
  "files: uploading (`fal.storage.upload`)",
  "files: auto uploads",
  "input `image_url`",
  "input `prompt`",
  "input `upscale_factor`",
  "input `negative_prompt`",
  "input `creativity`",
  "input `resemblance`",
  "input `guidance_scale`",
  "input `num_inference_steps`",
  "input `seed`",
  "input `enable_safety_checker`",
  "output `image`: `url`",
  "output `image`: `file_size`",
  "output `image`: `content_type`, `width`, `height`",
  "output `image`: `file_name`",
  "output `seed`",
  "output `timings`",
  "other types: `FalInputDevInfo` (`key`, `class_type`)",
  "other types: `Image`",
];

/** The defaults of the page's inputs; a seed has none, and no image is one. */
const pageDefaults: Readonly<Record<string, unknown>> = {
  prompt: "masterpiece, best quality, highres",
  upscale_factor: 2,
  negative_prompt: "(worst quality, low quality, normal quality:2)",
  creativity: 0.35,
  resemblance: 0.6,
  guidance_scale: 4,
  num_inference_steps: 18,
  seed: null,
  enable_safety_checker: true,
};

const manifest = JSON.parse(readFileSync("package.json", "utf8"));
const words: Record<string, string> = JSON.parse(readFileSync("package.nls.json", "utf8"));
const groups: readonly { readonly properties: Record<string, { readonly default: unknown }> }[] =
  manifest.contributes.configuration;
const settings = Object.fromEntries(groups.flatMap(({ properties }) => Object.entries(properties)));

const readme = readFileSync("README.md", "utf8");
const [, section = ""] = readme.split("\n## The API page, item by item\n");
const [chapter = ""] = section.split("\n## ");
const rows = [...chapter.matchAll(/^\| (.+?) \| (.+) \|$/gm)]
  .slice(1)
  .map(([, item = "", place = ""]) => ({ item, place }));

const settingsIn = (text: string): string[] =>
  [...text.matchAll(/`clarityUpscaler\.(\w+)`/g)].map(([, name = ""]) => name);

suite("the README's table of the API page", () => {
  test("has every item of the page, once", () => {
    assert.deepEqual(
      rows.map(({ item }) => item),
      onThePage,
    );
  });

  test("names settings that there are", () => {
    const named = settingsIn(chapter);
    assert.ok(named.length > 20);
    assert.deepEqual(
      named.filter((name) => !Object.hasOwn(settings, `clarityUpscaler.${name}`)),
      [],
    );
  });

  test("names commands that there are", () => {
    const titles = new Set(
      manifest.contributes.commands.map(
        ({ title }: { title: string }) => words[title.slice(1, -1)],
      ),
    );
    const named = [...chapter.matchAll(/\*\*(.+?)\*\*/g)].map(([, title]) => title);
    assert.ok(named.length > 5);
    assert.deepEqual(
      named.filter((title) => !titles.has(title)),
      [],
    );
  });

  test("names the client at the version that is built in", () => {
    const { version } = JSON.parse(
      readFileSync("node_modules/@fal-ai/client/package.json", "utf8"),
    );
    assert.ok(rows.some(({ place }) => place.includes(`exactly ${version}`)));
    assert.equal(manifest.dependencies["@fal-ai/client"], version);
  });

  for (const [input, pageDefault] of Object.entries(pageDefaults)) {
    test(`leads from ${input} to the setting that is sent as it, with the page's default`, () => {
      const { place = "" } = rows.find(({ item }) => item === `input \`${input}\``) ?? {};
      const [name = "", ...others] = settingsIn(place);
      assert.deepEqual(others, []);
      assert.deepEqual(settings[`clarityUpscaler.${name}`]?.default, pageDefault);
      const mark = Symbol(name);
      const sent = toInput("data:", { ...clarityOptions, [name]: mark });
      assert.equal(Object.entries(sent).find(([field]) => field === input)?.[1], mark);
    });
  }
});

suite("the README's table of settings", () => {
  const documented = new Map(
    [...readme.matchAll(/^\| `(clarityUpscaler\.\w+)` \| (?:`([^`]*)`)? ?\|/gm)].map(
      ([, name = "", value = ""]) => [name, value],
    ),
  );

  test("has every setting, and no other", () => {
    assert.deepEqual([...documented.keys()].toSorted(), Object.keys(settings).toSorted());
  });

  for (const [name, value] of documented) {
    test(`says the default of ${name}`, () => {
      const declared = settings[name]?.default;
      // Lists are too long for the table, which may say in words what is in them.
      if (!Array.isArray(declared)) {
        assert.equal(value, typeof declared === "string" ? declared : JSON.stringify(declared));
      }
    });
  }
});
