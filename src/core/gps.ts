/** What becomes of the coordinates in a source's metadata: they stand in the result too, or not. */
export const gpsChoices = ["keep", "drop"] as const;

export type GpsChoice = (typeof gpsChoices)[number];
