import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { cleanText } from "../../src/core/cleanText.ts";
import { RequestLog } from "../../src/core/requestLog.ts";

const at = (timestamp: string, message: string) => ({ timestamp, message });
const [one, two, three] = [at("1", "one"), at("2", "two"), at("3", "three")];

/** What a log shows in all for a sequence of answers. */
const shown = (...answers: readonly unknown[]) => {
  const log = new RequestLog();
  return answers.flatMap((logs) => log.add(logs));
};

suite("RequestLog", () => {
  const cases: readonly (readonly [string, readonly unknown[], readonly string[]])[] = [
    ["cumulative answers", [[one], [one, two], [one, two, three]], ["one", "two", "three"]],
    ["incremental answers", [[one], [two], [three]], ["one", "two", "three"]],
    [
      "answers that overlap",
      [
        [one, two],
        [two, three],
      ],
      ["one", "two", "three"],
    ],
    [
      "null at the start, between and at the end",
      [null, [one], null, [one, two], null],
      ["one", "two"],
    ],
    ["no logs at all", [undefined, "text", {}], []],
    ["an empty answer between cumulative ones", [[one], [], [one, two]], ["one", "two"]],
    ["two equal lines at one time in one answer", [[one, one]], ["one", "one"]],
    [
      "equal lines without times, cumulative",
      [[{ message: "a" }], [{ message: "a" }, { message: "a" }]],
      ["a", "a"],
    ],
    [
      "entries of other shapes",
      [[{ message: "a", labels: { level: "INFO" } }, { message: 5 }, null, "x"]],
      ["a"],
    ],
    [
      "a message of several lines",
      [[at("1", "first\nsecond\r\nthird\n")]],
      ["first", "second", "third"],
    ],
    [
      "a bar that is redrawn in one message",
      [[at("1", " 0%|  | 0/2\r 50%|█ | 1/2\r100%|██| 2/2\r")]],
      ["100% 2/2"],
    ],
    [
      "a secret in a line",
      [[at("1", "load https://v3.fal.media/files/x.png?sig=1")]],
      ["load https://v3.fal.media/…"],
    ],
  ];
  for (const [name, answers, expected] of cases) {
    test(name, () => assert.deepEqual(shown(...answers), expected));
  }

  test("stops after ten thousand lines, however many a server sends, and says so once", () => {
    const log = new RequestLog();
    const flood = Array.from({ length: 10_001 }, (_, index) => at(String(index), `line ${index}`));
    assert.match(log.add(flood).join(), /the rest is left out/);
    assert.deepEqual(log.add([at("x", "more")]), []);
  });
});

suite("cleanText", () => {
  const cases = [
    ["\u001b[32mgreen\u001b[0m", "green"],
    ["\u001b]8;;https://evil.example/x\u0007click\u001b]8;;\u0007", "click"],
    ["56%|█████▌    | 10/18 [00:01<00:00]", "56% 10/18 [00:01<00:00]"],
    ["a\u0000b\u0007c\u202ed", "a b c d"],
    ["  wide \t space  ", "wide space"],
    ["", ""],
  ] as const;
  for (const [text, expected] of cases) {
    test(JSON.stringify(text), () => assert.equal(cleanText(text), expected));
  }

  test("cuts what is longer than any honest line", () => {
    assert.equal(cleanText("x".repeat(10_000)).length, 501);
  });
});
