import { expect, test } from 'vitest';
import { createReplicaBreaker } from './replica-breaker.ts';

function createStage() {
  let timeMs = 0;
  const breaker = createReplicaBreaker({ nowMs: () => timeMs });
  return {
    breaker,
    pass: (ms: number) => {
      timeMs += ms;
    },
    lag: (times: number) => {
      for (let time = 0; time < times; time += 1) {
        expect(breaker.enter()).toBe(true);
        breaker.leave('lagging');
      }
    },
  };
}

test('a replica that failed is left alone, then asked by one read at a time', () => {
  const { breaker, pass } = createStage();
  expect(breaker.enter()).toBe(true);
  breaker.leave('failed');
  expect(breaker.state()).toBe('open');
  expect(breaker.enter()).toBe(false);
  pass(1_000);
  expect(breaker.state()).toBe('half_open');
  expect([breaker.enter(), breaker.enter()]).toEqual([true, false]);
  breaker.leave('sound');
  expect(breaker.state()).toBe('closed');
});

test('the pauses of a replica that keeps failing grow to half a minute and no further', () => {
  const { breaker, pass } = createStage();
  const pauses = [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000];
  for (const pauseMs of pauses) {
    expect(breaker.enter()).toBe(true);
    breaker.leave('failed');
    pass(pauseMs - 1);
    expect(breaker.enter()).toBe(false);
    pass(1);
  }
  breaker.enter();
  breaker.leave('sound');
  breaker.leave('failed');
  pass(1_000);
  expect(breaker.state()).toBe('half_open');
});

test('many reads that fail together are one failure', () => {
  const { breaker, pass } = createStage();
  for (let read = 0; read < 50; read += 1) breaker.leave('failed');
  pass(1_000);
  expect(breaker.state()).toBe('half_open');
});

test('one record that was just written does not take a replica out; three reads in a row that find it behind do', () => {
  const { breaker, pass, lag } = createStage();
  lag(2);
  breaker.leave('sound');
  lag(3);
  expect(breaker.state()).toBe('open');
  pass(500);
  lag(1);
  expect(breaker.state()).toBe('open');
  pass(500);
  expect(breaker.enter()).toBe(true);
  breaker.leave('sound');
  lag(2);
  expect(breaker.state()).toBe('closed');
});
