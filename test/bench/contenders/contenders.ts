import type { LoadContender } from "./contender.ts";

/** Everything that is measured, by the name in the tables; each is imported only where it runs. */
export const contenders = {
  Lanczos3: async () => (await import("./lanczos.ts")).loadLanczos(),
  "UpscalerJS slim": async () => (await import("./upscalerJs.ts")).loadUpscalerJs("slim"),
  "UpscalerJS medium": async () => (await import("./upscalerJs.ts")).loadUpscalerJs("medium"),
  "UpscalerJS thick": async () => (await import("./upscalerJs.ts")).loadUpscalerJs("thick"),
  "onnxruntime-web": async () => (await import("./onnxRuntime.ts")).loadOnnxRuntime("web"),
  "onnxruntime-node": async () => (await import("./onnxRuntime.ts")).loadOnnxRuntime("node"),
  "onnxruntime-node, Fast": async () =>
    (await import("./onnxRuntime.ts")).loadOnnxRuntime("node", "fast"),
  Fast: async () => (await import("./device.ts")).loadDevice("device-fast"),
  Standard: async () => (await import("./device.ts")).loadDevice("device-standard"),
} satisfies Record<string, LoadContender>;

/** The name of a contender in the tables. */
export type ContenderName = keyof typeof contenders;

/** Whether somebody goes by this name. */
export function isContender(name: string | undefined): name is ContenderName {
  return name !== undefined && Object.hasOwn(contenders, name);
}
