import type { Choice } from "../../core/choice.ts";
import type { TargetSize } from "../../core/targetSize.ts";
import type { OptionsQuestion, Way } from "./question.ts";
import { askSize } from "./sizeStep.ts";
import { takeSteps } from "./steps.ts";
import { askWay } from "./wayStep.ts";

interface Draft {
  readonly size: TargetSize | undefined;
  readonly way: Way | undefined;
  /** Whether nothing more needs to be asked. */
  readonly isRepeated: boolean;
}

/**
 * Asks in two steps how images are to be upscaled: how large, then how. Undefined when the user gives up;
 * nothing is kept, see `LastChoice`.
 */
export async function askOptions(question: OptionsQuestion): Promise<Choice | undefined> {
  const start = { size: undefined, way: question.last, isRepeated: false };
  const answers = await takeSteps<Draft>(start, [
    async (draft) => {
      const answer = await askSize(question, 2, draft.size, true);
      if (typeof answer !== "object") {
        return answer;
      }
      return "again" in answer
        ? { size: answer.again.size, way: answer.again, isRepeated: true }
        : { ...draft, size: answer.size, isRepeated: false };
    },
    async (draft) => {
      if (draft.isRepeated || !draft.size) {
        return draft;
      }
      const { size, way: before } = draft;
      const answer = await askWay(question, { size, before, totalSteps: 2, onlyClarity: false });
      return typeof answer === "object" ? { ...draft, way: answer } : answer;
    },
  ]);
  return answers?.size && answers.way && { ...answers.way, size: answers.size };
}
