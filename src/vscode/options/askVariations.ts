import type { Choice } from "../../core/choice.ts";
import type { TargetSize } from "../../core/targetSize.ts";
import { variationTemplate } from "../../core/variations.ts";
import type { Variation } from "../../core/variations.ts";
import type { OptionsQuestion, Way } from "./question.ts";
import { askSize } from "./sizeStep.ts";
import { takeSteps } from "./steps.ts";
import { pickVariations } from "./variationsStep.ts";
import { askWay } from "./wayStep.ts";

/** One of several ways that the same images are upscaled. */
export interface VariedChoice {
  readonly choice: Choice;
  /** The template of its results' names, by which they are told apart. */
  readonly nameTemplate: (template: string) => string;
}

interface Draft {
  readonly size: TargetSize | undefined;
  readonly way: Way | undefined;
  readonly variations: readonly Variation[];
}

/**
 * Asks in three steps for two to four ways to upscale images with Clarity: how large, how, and what is to
 * differ. Undefined when the user gives up.
 */
export async function askVariations(
  asked: OptionsQuestion,
): Promise<readonly VariedChoice[] | undefined> {
  // On this device every run gives the same.
  const question = { ...asked, current: { ...asked.current, model: "clarity" as const } };
  const { last } = question;
  const way = last?.model === "clarity" ? last : undefined;
  const start = { size: last?.size, way, variations: [] };
  const answers = await takeSteps<Draft>(start, [
    async (draft) => {
      const answer = await askSize(question, 3, draft.size, false);
      return typeof answer === "object" && "size" in answer
        ? { ...draft, size: answer.size }
        : undefined;
    },
    async (draft) => {
      const { size, way: before } = draft;
      const answer =
        size && (await askWay(question, { size, before, totalSteps: 3, onlyClarity: true }));
      return typeof answer === "object" ? { ...draft, way: answer } : answer;
    },
    async (draft) => {
      const answer = await pickVariations(question, draft);
      return typeof answer === "object" ? { ...draft, variations: answer } : answer;
    },
  ]);
  return answers && varied(answers);
}

function varied({ size, way, variations }: Draft): readonly VariedChoice[] | undefined {
  return (
    size &&
    way &&
    variations.map(({ inputs, varied: difference }) => ({
      choice: { ...way, size, inputs },
      nameTemplate: (template) => variationTemplate(template, difference),
    }))
  );
}
