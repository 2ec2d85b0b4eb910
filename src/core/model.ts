/** Clarity draws in fal's cloud, what it was told; the others enlarge on this device, what is there. */
export const models = ["clarity", "device-fast", "device-standard"] as const;

export type Model = (typeof models)[number];

/** The models whose pixels are made here: nothing is sent, nothing is charged. */
export const deviceModels = ["device-fast", "device-standard"] as const satisfies readonly Model[];

export type DeviceModel = (typeof deviceModels)[number];
