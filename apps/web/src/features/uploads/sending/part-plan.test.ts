import { describe, expect, it } from 'vitest';
import { createPartPlan } from './part-plan.ts';

const planOf = (...partsReceived: number[]) =>
  createPartPlan({ sizeInBytes: 25, partSizeInBytes: 10, partCount: 3, partsReceived });

describe('The plan of a file that goes in parts', () => {
  it('has parts of one size, and a last one with what is left', () => {
    const plan = planOf();
    expect([plan.take(), plan.take(), plan.take(), plan.take()]).toEqual([
      { number: 1, startInBytes: 0, endInBytes: 10 },
      { number: 2, startInBytes: 10, endInBytes: 20 },
      { number: 3, startInBytes: 20, endInBytes: 25 },
      undefined,
    ]);
  });

  it('sends nothing again that is on the other side', () => {
    const plan = planOf(1, 3);
    expect(plan.sentInBytes()).toBe(15);
    expect(plan.upcoming(5).map(({ number }) => number)).toEqual([2]);
    expect(plan.take()?.number).toBe(2);
    expect(plan.take()).toBeUndefined();
  });

  it('counts what went out of a part, until it fails', () => {
    const plan = planOf(1);
    const part = plan.take()!;
    plan.sent(part, 7);
    expect(plan.sentInBytes()).toBe(17);
    plan.sent(part, 0);
    expect(plan.sentInBytes()).toBe(10);
    plan.sent(part, 12);
    expect(plan.sentInBytes()).toBe(20);
    plan.received(part);
    expect(plan.sentInBytes()).toBe(20);
  });
});
