import * as vscode from "vscode";
import { encodedImage } from "../core/encodedImage.ts";
import type { ImageFiles } from "../core/files.ts";
import type { Job } from "../core/job.ts";
import { estimatedCost, listPrice, outputMegapixels } from "../core/price.ts";
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
            "The request goes through the proxy of your settings. Whoever has the link to an upload or a result can see it until it expires. The setting clarityUpscaler.privateMode keeps as little as can be. You are told this only once.",
          )
        : vscode.l10n.t(
            "Every run is charged to your fal.ai account. Whoever has the link to an upload or a result can see it until it expires. The setting clarityUpscaler.privateMode keeps as little as can be. You are told this only once.",
          ),
    },
    upscale,
  );
  if (answer === upscale) {
    await state.update(disclosed, true);
  }
  return answer === upscale;
}

/** Asks before a run above the user's own limits. Resolves to whether it may begin. */
export async function confirmLarge(jobs: readonly Job[], files: ImageFiles): Promise<boolean> {
  const [mostDollars, mostMegapixels] = [
    threshold("confirmAboveCost"),
    threshold("confirmAboveMegapixels"),
  ];
  if (Math.min(mostDollars, mostMegapixels) === Number.POSITIVE_INFINITY) {
    return true;
  }
  const sizes: number[] = [];
  for (const job of jobs) {
    sizes.push(await megapixels(job, files));
  }
  const total = sizes.reduce((sum, size) => sum + size, 0);
  if (estimatedCost(total) <= mostDollars && Math.max(...sizes) <= mostMegapixels) {
    return true;
  }
  return confirm(jobs.length, total);
}

/** What a job's result will have; 0 for a source that is refused anyway. */
async function megapixels({ source, options }: Job, files: ImageFiles): Promise<number> {
  const bytes = await files.read(source.uri).catch(() => new Uint8Array());
  const image = encodedImage(bytes);
  return "problem" in image ? 0 : outputMegapixels(image, options.scale);
}

async function confirm(count: number, total: number): Promise<boolean> {
  const upscale = vscode.l10n.t("Upscale");
  const money = new Intl.NumberFormat(vscode.env.language, { style: "currency", currency: "USD" });
  const number = new Intl.NumberFormat(vscode.env.language, { maximumFractionDigits: 1 });
  const answer = await vscode.window.showWarningMessage(
    count === 1
      ? vscode.l10n.t("Upscale for about {0}?", money.format(estimatedCost(total)))
      : vscode.l10n.t(
          "Upscale {0} images for about {1}?",
          count,
          money.format(estimatedCost(total)),
        ),
    {
      modal: true,
      detail: vscode.l10n.t(
        "{0} megapixels in all, at fal.ai's list price of {1} a megapixel ({2}). The settings confirmAboveCost and confirmAboveMegapixels say when you are asked.",
        number.format(total),
        money.format(listPrice.dollarsPerMegapixel),
        listPrice.date,
      ),
    },
    upscale,
  );
  return answer === upscale;
}
