const temporary = /^\.clarity-upscaler-[0-9a-f-]{36}\.tmp$/;
const leftoverAge = 60 * 60 * 1000;

/** A name for a file that is being written. A dot and no image extension: bundlers and Git watch these folders. */
export const temporaryName = (): string => `.clarity-upscaler-${crypto.randomUUID()}.tmp`;

export const isTemporary = (name: string): boolean => temporary.test(name);

/** Whether a temporary file last changed at `mtime` (milliseconds since 1970) is a crash's, and nobody's work. */
export const isLeftover = (mtime: number): boolean => Date.now() - mtime > leftoverAge;
