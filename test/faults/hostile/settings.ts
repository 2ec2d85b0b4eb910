/** A thousand cases, the same ones in every run; another seed with FAULTS_SEED. */
export const thousand = {
  numRuns: 1_000,
  seed: Number(process.env["FAULTS_SEED"] ?? 20_261_122),
};
