import type { Trouble } from "../driver/plan.ts";
import { sourceBytes } from "../harness/world.ts";
import { done, fails, nothing } from "./cell.ts";
import type { Arrangement, Cell, Expected } from "./cell.ts";

type DiskRow = readonly [fault: string, variant: string, Arrangement, Expected];

const rows = (step: string, table: readonly DiskRow[]): Cell[] =>
  table.map(([fault, variant, arrangement, expected]) => ({
    step,
    fault,
    variant,
    arrangement,
    expected,
  }));

const troubles = (...list: readonly Trouble[]): Arrangement => ({ troubles: list });
const failing = (step: Trouble["step"], what: Trouble["what"], when: Trouble["when"] = "before") =>
  ({ step, when, what }) as const;

const page = new TextEncoder().encode("<!DOCTYPE html><html><body>Sign in</body></html>");
/** Nothing was sent, and nothing but another file can help. */
const refused = (reason: "badSource" | "cannotRead", subject?: string) =>
  fails(reason, "showLog", [0], subject === undefined ? {} : { subject });

/** Looking at the source, and at the place of the output, before anything is sent. */
const validate: readonly DiskRow[] = [
  ["404", "no such file", { source: null }, refused("cannotRead")],
  ["403", "not readable", troubles(failing("read", "EACCES")), refused("cannotRead")],
  ["500", "a broken disk", troubles(failing("read", "EIO")), refused("cannotRead")],
  [
    "truncated body",
    "a cut file",
    { source: sourceBytes.slice(0, -20) },
    refused("badSource", "truncated"),
  ],
  ["truncated body", "an empty file", { source: new Uint8Array() }, refused("badSource", "empty")],
  ["wrong content type", "a page named .png", { source: page }, refused("badSource", "notAnImage")],
  ["disk full", "at the output's place", troubles(failing("probe", "ENOSPC")), nothing],
  ["read-only folder", "at the output's place", troubles(failing("probe", "EROFS")), nothing],
];

/** The output is paid for: it can be had again when the disk is well. */
const notWritten = fails("cannotWrite", "getResult", [1]);

/** Writing the output's temporary file. */
const write: readonly DiskRow[] = [
  ["disk full", "at once", troubles(failing("write", "ENOSPC")), notWritten],
  ["disk full", "half-way", troubles(failing("write", "ENOSPC", "middle")), notWritten],
  ["read-only folder", "EROFS", troubles(failing("write", "EROFS")), notWritten],
  ["read-only folder", "EACCES", troubles(failing("write", "EACCES")), notWritten],
  ["500", "a broken disk", troubles(failing("write", "EIO", "middle")), notWritten],
];

const noLinks = failing("link", "EPERM");
const taken = { times: 1 } as const;
const second: Expected = { ...done, output: "hero@2x-2.png" };

/** Giving the temporary file its name: by a hard link, or where there are none by taking the name first. */
const rename: readonly DiskRow[] = [
  [
    "disk full",
    "link, name",
    troubles(failing("link", "ENOSPC"), failing("claim", "ENOSPC")),
    notWritten,
  ],
  ["disk full", "rename", troubles(noLinks, failing("rename", "ENOSPC")), notWritten],
  [
    "read-only folder",
    "link, name",
    troubles(failing("link", "EROFS"), failing("claim", "EROFS")),
    notWritten,
  ],
  ["read-only folder", "rename", troubles(noLinks, failing("rename", "EACCES")), notWritten],
  ["500", "rename", troubles(noLinks, failing("rename", "EIO")), notWritten],
  ["name taken", "link", troubles({ ...failing("link", "busy"), ...taken }), second],
  ["name taken", "name", troubles(noLinks, { ...failing("claim", "busy"), ...taken }), second],
  ["no hard links", "", troubles(noLinks), done],
];

const noRecord = fails("cannotWrite", "tryAgain", [0, 1], { subject: "journal" });
const noRecordAtAll = fails("cannotWrite", "tryAgain", [0, 1], {
  subject: "journal",
  next: "resume",
});

/** Each record of the journal, in the order of a job's life. */
const journal: readonly DiskRow[] = (["ENOSPC", "EROFS"] as const).flatMap((code): DiskRow[] => {
  const fault = code === "ENOSPC" ? "disk full" : "read-only folder";
  const at = (...steps: readonly Trouble["step"][]) =>
    troubles(
      ...steps.map((step) =>
        failing(
          step,
          code,
          code === "ENOSPC" && step !== "ledger" && step !== "forget" ? "middle" : "before",
        ),
      ),
    );
  return [
    [fault, "planned", at("planned"), nothing],
    [fault, "submitting", at("submitting"), noRecord],
    [fault, "submitting and all after", at("submitting", "ended"), noRecordAtAll],
    [fault, "submitted", at("submitted"), done],
    [fault, "submitted and all after", at("submitted", "ledger", "ended"), done],
    [fault, "ledger", at("ledger"), done],
    [fault, "ended", at("ended"), done],
    [fault, "forget", at("forget"), { ...done, isUnfinished: true }],
  ];
});

/** Every fault of the disk. */
export const diskCells: readonly Cell[] = [
  ...rows("validate", validate),
  ...rows("write", write),
  ...rows("rename", rename),
  ...rows("journal write", journal),
];
