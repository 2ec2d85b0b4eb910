import { medianOf } from "../statistics.ts";
import { now } from "./clock.ts";

/** A line as somebody finds it who only asks, milliseconds. */
export interface MeasuredLine {
  /** From a question to its answer. */
  readonly roundTrip: number;
  /** From a question to the whole of a result. */
  readonly transfer: number;
}

/** How often each is asked for. */
const turns = 5;

/** The line to the addresses of something small and of a result, over connections that are open: medians. */
export async function lineOf(small: string, result: string): Promise<MeasuredLine> {
  return { roundTrip: await timeOf(small), transfer: await timeOf(result) };
}

async function timeOf(address: string): Promise<number> {
  const times: number[] = [];
  await read(address);
  for (let turn = 0; turn < turns; turn++) {
    const begun = now();
    await read(address);
    times.push(now() - begun);
  }
  return medianOf(times).value;
}

const read = async (address: string) => (await fetch(address)).arrayBuffer();
