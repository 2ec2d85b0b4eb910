import { UpscaleError } from "../core/errors.ts";

/** The pixels cannot be read although the file is whole by its structure. */
export const damaged = (cause?: unknown): UpscaleError =>
  new UpscaleError("badSource", { subject: "damaged", cause });

/** The picture is larger than this pipeline, or the memory at hand, can take. */
export const tooLarge = (cause?: unknown): UpscaleError =>
  new UpscaleError("tooLarge", { subject: "memory", cause });
