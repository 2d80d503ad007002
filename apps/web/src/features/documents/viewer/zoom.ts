const steps = [0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3, 4];

/** The next larger or smaller step; the last one stays. A size between two steps goes to the nearer in that direction. */
export function nextZoom(scale: number, direction: 1 | -1): number {
  const barely = 0.01;
  return direction === 1
    ? (steps.find((step) => step > scale + barely) ?? Math.max(scale, steps.at(-1) ?? scale))
    : (steps.findLast((step) => step < scale - barely) ?? Math.min(scale, steps[0] ?? scale));
}

export const smallestZoom = 0.25;
export const largestZoom = 4;
