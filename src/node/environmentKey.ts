/** The key that fal's tools read from the environment, as they read it: `FAL_KEY`, else id and secret. */
export function environmentKey(environment: NodeJS.ProcessEnv): string | undefined {
  const { FAL_KEY, FAL_KEY_ID, FAL_KEY_SECRET } = environment;
  if (FAL_KEY !== undefined) {
    return FAL_KEY || undefined;
  }
  return FAL_KEY_ID && FAL_KEY_SECRET ? `${FAL_KEY_ID}:${FAL_KEY_SECRET}` : undefined;
}
