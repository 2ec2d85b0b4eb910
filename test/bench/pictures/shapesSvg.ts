import { drawnSide, rect, svg } from "./svg.ts";

/** Flat shapes with and without outlines, as in icons and cartoons; always the same ones. */
export function shapesSvg(): string {
  const random = numbers(3);
  const shapes = Array.from({ length: 60 }, (_, index) => {
    const [x, y] = [random(drawnSide), random(drawnSide)];
    const radius = 5 + random(50);
    const fill = `rgb(${random(256)},${random(256)},${random(256)})`;
    return shape(index % 3, { x, y, radius, fill });
  });
  return svg(rect([0, 0, drawnSide, drawnSide], "#f5f5f5"), ...shapes);
}

interface Shape {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly fill: string;
}

function shape(kind: number, { x, y, radius, fill }: Shape): string {
  if (kind === 0) {
    return `<circle cx="${x}" cy="${y}" r="${radius}" fill="${fill}" stroke="#000" stroke-width="2"/>`;
  }
  if (kind === 1) {
    return rect([x - radius, y - radius, 2 * radius, 2 * radius], fill, `rx="${radius / 4}"`);
  }
  const corners = `${x},${y - radius} ${x + radius},${y + radius} ${x - radius},${y + radius}`;
  return `<polygon points="${corners}" fill="${fill}" stroke="#fff" stroke-width="1"/>`;
}

/** Whole numbers below a limit, the same row for the same seed (a linear congruential generator). */
function numbers(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}
