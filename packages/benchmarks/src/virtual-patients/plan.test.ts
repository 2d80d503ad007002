import { createRandom } from '@portal/testing/upload-tools';
import { describe, expect, it } from 'vitest';
import { mix, nextStep, type Step, thinkingMs, thinkTimeMs } from './plan.ts';

const times = 20_000;

describe('a virtual patient', () => {
  it('does each thing as often as the mix says', () => {
    const random = createRandom(1);
    const done: Record<Step, number> = { list: 0, open: 0, search: 0, upload: 0 };
    for (let number = 0; number < times; number += 1) done[nextStep(random)] += 1;
    for (const [step, share] of Object.entries(mix)) {
      expect(Math.abs((100 * done[step as Step]) / times - share)).toBeLessThan(1);
    }
  });

  it('thinks for one to five seconds, three on average', () => {
    const random = createRandom(2);
    const thoughts = Array.from({ length: times }, () => thinkingMs(random));
    expect(Math.min(...thoughts)).toBeGreaterThanOrEqual(thinkTimeMs.least);
    expect(Math.max(...thoughts)).toBeLessThanOrEqual(thinkTimeMs.most);
    const mean = thoughts.reduce((sum, thought) => sum + thought, 0) / times;
    expect(Math.abs(mean - 3_000)).toBeLessThan(50);
  });
});
