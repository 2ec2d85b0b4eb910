import * as vscode from "vscode";
import type { FailureReason, UpscaleError } from "../core/errors.ts";
import { imageTransfers, lifetimes, priorities, uploadLifetimes } from "../core/connection.ts";
import { outputFormats } from "../core/finishOptions.ts";
import { gpsChoices } from "../core/gps.ts";
import { models } from "../core/model.ts";
import { denoiseChoices, settingRange } from "../core/options.ts";

/** One sentence for each reason. A missing one does not compile. */
const sentences: Record<FailureReason, (error: UpscaleError) => string> = {
  missingKey: () => vscode.l10n.t("Upscaling at fal.ai needs an API key."),
  badKey: () => vscode.l10n.t("fal.ai did not accept the API key."),
  noCredit: () => vscode.l10n.t("The fal.ai account is locked or has no credit left."),
  forbidden: () => vscode.l10n.t("fal.ai, or the proxy before it, refused access."),
  badSetting: ({ subject = "", detail = "" }) => settingSentence(subject, detail),
  badSource: (error) => sourceSentence(error),
  tooLarge: (error) => tooLargeSentence(error),
  rejected: ({ subject }) =>
    subject === undefined
      ? vscode.l10n.t("fal.ai did not accept the request.")
      : vscode.l10n.t("fal.ai did not accept the request because of its field “{0}”.", subject),
  contentPolicy: () => vscode.l10n.t("fal.ai refused the picture because of its content policy."),
  offline: () => vscode.l10n.t("fal.ai could not be reached. Is this computer online?"),
  connection: () =>
    vscode.l10n.t(
      "The connection to fal.ai was blocked, probably by a network proxy or its certificate.",
    ),
  rateLimited: () =>
    vscode.l10n.t("fal.ai received too many requests. Wait a moment before trying again."),
  serviceFailed: () => vscode.l10n.t("fal.ai failed to upscale the picture."),
  timedOut: () => vscode.l10n.t("fal.ai did not answer in time."),
  submitUnknown: () =>
    vscode.l10n.t(
      "It is not known whether fal.ai took the request. If it did, submitting it again is charged again.",
    ),
  expired: () => vscode.l10n.t("fal.ai no longer has the result."),
  unreadableAnswer: () => vscode.l10n.t("fal.ai sent an answer that cannot be read."),
  damagedResult: () => vscode.l10n.t("The result arrived damaged, so it was not saved."),
  unexpectedSize: () =>
    vscode.l10n.t("The result does not have the expected size, so it has not been saved yet."),
  blackResult: () =>
    vscode.l10n.t(
      "The result is all black, probably because fal.ai's safety checker took it for unsafe, so it has not been saved yet.",
    ),
  cannotRead: ({ subject }) =>
    subject === "hosted"
      ? vscode.l10n.t("The image cannot be fetched from its address.")
      : vscode.l10n.t("The file cannot be read."),
  badAddress: (error) => addressSentence(error),
  addressLost: () =>
    vscode.l10n.t(
      "The address of the image may be a secret, so it was not kept. Start again from the URL.",
    ),
  cannotWrite: () => vscode.l10n.t("The result cannot be written."),
  takenOver: () => vscode.l10n.t("Another window has taken over this job."),
  overBudget: () =>
    vscode.l10n.t("It was not sent, because it costs more than your spending limit."),
  deviceFailed: () => vscode.l10n.t("This device could not upscale the picture."),
  bug: () => vscode.l10n.t("This is a bug in Clarity Upscaler. The log has the details."),
};

/** Reasons whose sentence already holds the detail, or has none worth showing. */
const detailIsSaid: ReadonlySet<FailureReason> = new Set([
  "badSetting",
  "badSource",
  "damagedResult",
  "bug",
]);

/** Why a job failed, in words, with fal's or the system's own words behind them. */
export function failureText(error: UpscaleError): string {
  const sentence = sentences[error.reason](error);
  return error.detail === undefined || detailIsSaid.has(error.reason)
    ? sentence
    : `${sentence} (${error.detail})`;
}

function settingSentence(subject: string, detail: string): string {
  const name = `clarityUpscaler.${subject}`;
  const range = settingRange(subject);
  if (range) {
    return range.integer
      ? vscode.l10n.t(
          "The setting {0} must be a whole number from {1} to {2}.",
          name,
          range.minimum,
          range.maximum,
        )
      : vscode.l10n.t(
          "The setting {0} must be a number from {1} to {2}.",
          name,
          range.minimum,
          range.maximum,
        );
  }
  switch (subject) {
    case "imageTransfer":
      return choiceSentence(name, imageTransfers);
    case "uploadLifetime":
      return choiceSentence(name, uploadLifetimes);
    case "resultLifetime":
      return choiceSentence(name, lifetimes);
    case "proxyUrl":
      return vscode.l10n.t(
        "The setting {0} must be an https address, or http on this computer.",
        name,
      );
    case "webhookUrl":
      return vscode.l10n.t("The setting {0} must be an https address, or empty.", name);
    case "priority":
      return choiceSentence(name, priorities);
    case "model":
      return choiceSentence(name, ["ask", ...models]);
    case "denoise":
      return choiceSentence(name, denoiseChoices);
    case "presets":
      return vscode.l10n.t("The setting {0} is not valid. Check {1}.", name, detail || name);
    case "outputFormat":
      return choiceSentence(name, outputFormats);
    case "gps":
      return choiceSentence(name, gpsChoices);
    case "outputName":
      return vscode.l10n.t(
        "The setting {0} must be a file name like {1}, without a folder.",
        name,
        "${name}@${scale}x.${ext}",
      );
    default:
      return vscode.l10n.t("The setting {0} has a value that cannot be used.", name);
  }
}

const choiceSentence = (name: string, values: readonly string[]): string =>
  vscode.l10n.t(
    "The setting {0} must be {1}.",
    name,
    new Intl.ListFormat(vscode.env.language, { type: "disjunction" }).format(values),
  );

function sourceSentence({ subject, detail = "" }: UpscaleError): string {
  switch (subject) {
    case "empty":
      return vscode.l10n.t("The file is empty.");
    case "svg":
      return vscode.l10n.t("An SVG has no pixels to upscale: it is sharp at every size.");
    case "animated":
      return vscode.l10n.t("Animated images cannot be upscaled.");
    case "truncated":
      return vscode.l10n.t("The image ends in the middle: the file is incomplete.");
    case "damaged":
      return vscode.l10n.t("The image is damaged.");
    case "cmyk":
      return vscode.l10n.t(
        "The image has CMYK colours, which are made for print. Convert it to RGB first.",
      );
    case "rareJpeg":
      return vscode.l10n.t("The image is a JPEG of a kind that cannot be read.");
    case "unsupportedFormat":
      return vscode.l10n.t(
        "The file contains {0}. Only PNG, JPEG and WebP images can be upscaled.",
        detail,
      );
    default:
      return detail === ""
        ? vscode.l10n.t("The file does not contain an image.")
        : vscode.l10n.t("The file does not contain an image but {0}.", detail);
  }
}

function addressSentence({ subject }: UpscaleError): string {
  switch (subject) {
    case "login":
      return vscode.l10n.t("An address with a user name or a password in it cannot be used.");
    case "private":
      return vscode.l10n.t(
        "The address leads into a private network, where fal.ai cannot fetch the image.",
      );
    case "data":
      return vscode.l10n.t("The data URI is empty or damaged.");
    default:
      return vscode.l10n.t("Only addresses that begin with https:// or data: can be used.");
  }
}

function tooLargeSentence({ subject }: UpscaleError): string {
  switch (subject) {
    case "source":
      return vscode.l10n.t("The file is too large for the model.");
    case "output":
      return vscode.l10n.t(
        "The result would be far larger than the model can make. Use a smaller scale.",
      );
    case "memory":
      return vscode.l10n.t("The picture needs more memory than there is on this device.");
    case "scale":
      return vscode.l10n.t(
        "The result would be larger than can be made on this device. Use a smaller scale.",
      );
    default:
      return vscode.l10n.t("The picture is too large for fal.ai.");
  }
}
