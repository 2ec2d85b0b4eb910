/** The models that there are. */
export const endpoints: ReadonlySet<string> = new Set(["fal-ai/clarity-upscaler"]);
