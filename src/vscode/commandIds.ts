/** Everything the palette and the menus can ask for; the manifest declares the same. */
export const commandIds = [
  "clarityUpscaler.upscaleImage",
  "clarityUpscaler.setApiKey",
  "clarityUpscaler.removeApiKey",
  "clarityUpscaler.undoLastUpscale",
  "clarityUpscaler.showJobs",
  "clarityUpscaler.showLog",
  "clarityUpscaler.deleteAllData",
] as const;

export type CommandId = (typeof commandIds)[number];
