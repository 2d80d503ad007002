/** What a patient does next, and how often out of a hundred times. */
export const mix = { list: 55, open: 25, search: 15, upload: 5 } as const;

export type Step = keyof typeof mix;

/** Everybody comes within this time, at any moment of it; what they do is counted from the first one on. */
export const arrivalMs = 30_000;

export const thinkTimeMs = { least: 1_000, most: 5_000 } as const;

/** What is looked for: words of titles, the last one of each as far as it is typed. */
export const searches = ['blood', 'x-ray', 'chest', 'letter from the hos', 'prescr', 'vaccination rec', 'blood te'];

type Random = (below: number) => number;

export function nextStep(random: Random): Step {
  const steps = Object.entries(mix) as [Step, number][];
  const total = steps.reduce((sum, [, share]) => sum + share, 0);
  let left = random(total);
  for (const [step, share] of steps) {
    if (left < share) return step;
    left -= share;
  }
  throw new Error('Shares that do not add up.');
}

/** Any time between the least and the most is as likely. */
export function thinkingMs(random: Random): number {
  return thinkTimeMs.least + random(thinkTimeMs.most - thinkTimeMs.least + 1);
}
