import * as vscode from "vscode";

/** The answer to a step that is the wish to see the one before again. */
export const back = Symbol("back");

/** What a step resolves to; undefined when the user gives up. */
export type Answer<T> = T | typeof back | undefined;

/** Where a step stands among the others. */
export interface Place {
  readonly title: string;
  readonly step: number;
  readonly totalSteps: number;
}

/** Asks for more of a draft. */
type Step<Draft> = (draft: Draft) => Promise<Answer<Draft>>;

/**
 * Takes one step after the other. What was said is kept on the way back. Undefined when the user gives up.
 */
export async function takeSteps<Draft>(
  start: Draft,
  steps: readonly Step<Draft>[],
): Promise<Draft | undefined> {
  let draft = start;
  let index = 0;
  for (let step = steps[index]; step; step = steps[index]) {
    const answer = await step(draft);
    if (answer === undefined) {
      return undefined;
    }
    if (answer === back) {
      index = Math.max(0, index - 1);
    } else {
      draft = answer;
      index += 1;
    }
  }
  return draft;
}

/** What lists and boxes have in common. */
type Input = vscode.QuickInput & Pick<vscode.InputBox, "buttons" | "onDidTriggerButton">;

/**
 * Shows a step until it is answered. Closing it answers undefined, its back button `back`; `listen` gets
 * what answers it with anything else.
 */
export function ask<T>(
  input: Input,
  { title, step, totalSteps }: Place,
  listen: (answer: (value: T) => void) => unknown,
  canGoBack = step > 1,
): Promise<Answer<T>> {
  input.title = title;
  input.step = step;
  input.totalSteps = totalSteps;
  input.ignoreFocusOut = true;
  input.buttons = canGoBack ? [vscode.QuickInputButtons.Back] : [];
  const answered = new Promise<Answer<T>>((resolve) => {
    listen(resolve);
    input.onDidTriggerButton(() => resolve(back));
    input.onDidHide(() => resolve(undefined));
    input.show();
  });
  // The next step takes its place first: in between, keys would reach the editor behind.
  return answered.finally(() => setTimeout(() => input.dispose()));
}
