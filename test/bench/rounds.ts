/** `round` again and again, told its number; the first `warmUps` results do not count. */
export async function inRounds<T>(
  round: (index: number) => Promise<T>,
  rounds: number,
  warmUps = 1,
): Promise<T[]> {
  const results: T[] = [];
  for (let index = 0; index < warmUps + rounds; index++) {
    results.push(await round(index));
  }
  return results.slice(warmUps);
}
