import { transferHandlers } from "comlink";
import { UpscaleError } from "../core/errors.ts";
import type { FailureReason } from "../core/errors.ts";

interface Thrown {
  readonly value: unknown;
}

interface Facts {
  readonly reason: FailureReason;
  readonly subject: string | undefined;
  readonly detail: string | undefined;
}

const isFacts = (value: unknown): value is { readonly upscaleError: Facts } =>
  typeof value === "object" && value !== null && "upscaleError" in value;

const usual = transferHandlers.get("throw");

/**
 * Lets an `UpscaleError` keep its facts on its way between threads: Comlink carries an error's message and
 * stack only. Needed on either side, once; again it changes nothing.
 */
export function carryUpscaleErrors(): void {
  if (usual === undefined) {
    throw new Error("Comlink has no handler for what is thrown");
  }
  transferHandlers.set("throw", {
    canHandle: (value): value is Thrown => usual.canHandle(value),
    serialize(thrown: Thrown) {
      const { value } = thrown;
      if (!(value instanceof UpscaleError)) {
        return usual.serialize(thrown);
      }
      const { reason, subject, detail } = value;
      return [{ upscaleError: { reason, subject, detail } }, []];
    },
    deserialize(serialized: unknown): never {
      if (isFacts(serialized)) {
        const { reason, ...facts } = serialized.upscaleError;
        throw new UpscaleError(reason, facts);
      }
      // Throws by itself what it was given.
      throw usual.deserialize(serialized);
    },
  });
}
