import { newAddress, signedInClient } from '@portal/testing/signed-in-client';
import { createTestClient } from '@portal/testing/test-client';
import { startTestPortal } from '@portal/testing/test-portal';
import type { TestPortal } from '@portal/testing/test-portal';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const rounds = 300;
const mostApartMs = 5;

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal({ stores: 'redis' });
});
afterAll(() => portal.stop());

/** How long the portal takes with what is known and with what is not, in turn, so that both meet the same moments. */
async function mediansOf(measure: (isKnown: boolean, round: number) => Promise<number>): Promise<[number, number]> {
  const times: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] };
  for (let round = 0; round < rounds; round++) {
    for (const isKnown of round % 2 === 0 ? [true, false] : [false, true]) {
      times[isKnown ? 'known' : 'unknown'].push(await measure(isKnown, round));
    }
  }
  return [medianOf(times.known), medianOf(times.unknown)];
}

function medianOf(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}

async function timeOf(ask: () => PromiseLike<{ status: number }>, status: number): Promise<number> {
  const startedAt = performance.now();
  const answer = await ask();
  const ms = performance.now() - startedAt;
  expect(answer.status).toBe(status);
  return ms;
}

describe('an address with an account and one without', () => {
  it('row 6: take the same time when a code is asked for, and when a wrong one is tried', async () => {
    const known = (await signedInClient(portal)).address;
    const client = createTestClient(portal);
    const ask = (address: string) => client.post('/sign-in/codes').send({ channel: 'email', address });
    for (let i = 0; i < 50; i++) await ask(newAddress());

    const asked = await mediansOf((isKnown) => timeOf(() => ask(isKnown ? known : newAddress()), 202));
    // Each its own known address, so that none is locked by so many wrong codes.
    const addresses: string[] = [];
    for (let i = 0; i < rounds; i++) addresses.push((await signedInClient(portal)).address);
    const tried = await mediansOf(async (isKnown, round) => {
      const { body } = await ask(isKnown ? (addresses[round] ?? '') : newAddress());
      const challengeId = body.challengeId as string;
      return timeOf(() => client.post('/sign-in/sessions').send({ challengeId, code: '000000' }), 401);
    });
    const said = `asked ${asked.map((ms) => ms.toFixed(2)).join(' and ')} ms, tried ${tried.map((ms) => ms.toFixed(2)).join(' and ')} ms`;
    process.stdout.write(`row 6, medians of ${rounds}, known and unknown: ${said}\n`);
    expect(Math.abs(asked[0] - asked[1]), said).toBeLessThan(mostApartMs);
    expect(Math.abs(tried[0] - tried[1]), said).toBeLessThan(mostApartMs);
  });
});
