import * as vscode from "vscode";
import { totalMegapixels } from "../core/plan.ts";
import type { PlannedImage } from "../core/plan.ts";
import { estimatedCost, listPrice } from "../core/price.ts";
import type { Price } from "../core/price.ts";
import { costText, dollars, priceText } from "./priceText.ts";
import { flag, setting, threshold } from "./settings.ts";

const disclosed = "clarityUpscaler.disclosed";

/** Says, once ever, what leaves the machine. Resolves to whether the user goes on. */
export async function discloseOnce(state: vscode.Memento): Promise<boolean> {
  if (state.get(disclosed) === true || !flag("explainFirstRun")) {
    return true;
  }
  const upscale = vscode.l10n.t("Upscale");
  const answer = await vscode.window.showInformationMessage(
    vscode.l10n.t("The image is sent to fal.ai."),
    {
      modal: true,
      detail: setting("proxyUrl")
        ? vscode.l10n.t(
            "The request goes through the proxy of your settings. Anyone with the link to an upload or a result can view it until it expires. To leave as little as possible at fal.ai, turn on clarityUpscaler.privateMode. This message is shown only once.",
          )
        : vscode.l10n.t(
            "Every run is charged to your fal.ai account, at list price {0} a megapixel of the result. Anyone with the link to an upload or a result can view it until it expires. To leave as little as possible at fal.ai, turn on clarityUpscaler.privateMode. This message is shown only once.",
            dollars(listPrice.dollarsPerMegapixel),
          ),
    },
    upscale,
  );
  if (answer === upscale) {
    await state.update(disclosed, true);
  }
  return answer === upscale;
}

/**
 * Asks before a run that is above the user's own limits, whose price nobody knows, or that cannot be as large
 * as was asked for. Resolves to whether it may begin.
 */
export async function confirmRun(
  images: readonly PlannedImage[],
  price: Price | undefined,
): Promise<boolean> {
  const smaller = images.filter(({ asked }) => asked !== undefined);
  const [first] = smaller;
  const question = price && isAboveLimits(images, price) ? priceQuestion(images, price) : undefined;
  if (question === undefined && first === undefined) {
    return true;
  }
  const upscale =
    images.length === 1 && first
      ? vscode.l10n.t("Upscale at {0}×", first.options.scale)
      : vscode.l10n.t("Upscale");
  const texts = [question?.message, smallerText(smaller, images.length), question?.detail];
  const [message = "", ...detail] = texts.filter((text) => text !== undefined);
  const answer = await vscode.window.showWarningMessage(
    message,
    { modal: true, detail: detail.join("\n\n") },
    upscale,
  );
  return answer === upscale;
}

function isAboveLimits(images: readonly PlannedImage[], price: Price): boolean {
  const [mostDollars, mostMegapixels] = [
    threshold("confirmAboveCost"),
    threshold("confirmAboveMegapixels"),
  ];
  const largest = Math.max(...images.map(({ megapixels = 0 }) => megapixels));
  return estimatedCost(totalMegapixels(images), price) > mostDollars || largest > mostMegapixels;
}

/** No account pays so many times the list price. */
const dearest = 3;

/** Whether the price of now may be shown before a run or counted in it; the one known so far does otherwise. */
export const isPriceNeeded = (images: readonly PlannedImage[], known: Price): boolean =>
  isAboveLimits(images, { ...known, dollarsPerMegapixel: dearest * known.dollarsPerMegapixel }) ||
  threshold("maxCostPerRun") !== Number.POSITIVE_INFINITY ||
  threshold("maxCostPerDay") !== Number.POSITIVE_INFINITY;

interface Question {
  readonly message: string;
  readonly detail: string;
}

function priceQuestion(images: readonly PlannedImage[], price: Price): Question {
  const total = totalMegapixels(images);
  const number = new Intl.NumberFormat(vscode.env.language, { maximumFractionDigits: 1 });
  return {
    message:
      images.length === 1
        ? vscode.l10n.t("Upscale for {0}?", costText(total, price))
        : vscode.l10n.t("Upscale {0} images for {1}?", images.length, costText(total, price)),
    detail: vscode.l10n.t(
      "{0} megapixels in all, at {1}. The settings confirmAboveCost and confirmAboveMegapixels say when you are asked.",
      number.format(total),
      priceText(price),
    ),
  };
}

/** What the user must know of images that cannot become as large as they asked. */
function smallerText(smaller: readonly PlannedImage[], all: number): string | undefined {
  const [first] = smaller;
  if (first === undefined) {
    return undefined;
  }
  return all === 1
    ? vscode.l10n.t(
        "{0} is too large for {1}×: {2}× is the most that works.",
        first.source.name,
        first.asked ?? first.options.scale,
        first.options.scale,
      )
    : vscode.l10n.t(
        "{0} of {1} images are too large for what was asked; they get the largest factor that works.",
        smaller.length,
        all,
      );
}
