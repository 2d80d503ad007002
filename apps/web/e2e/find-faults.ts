import axe from 'axe-core';
import type { Result, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

/** What axe finds, in words; empty is the only good answer. In the dark only colours differ: only they are looked at. */
export async function findFaults(page: Page, screen: string): Promise<string[]> {
  await page.emulateMedia({ colorScheme: 'light' });
  await comeToRest(page);
  const inTheLight = await look(page, {});
  await page.emulateMedia({ colorScheme: 'dark' });
  await comeToRest(page);
  const inTheDark = await look(page, { runOnly: ['color-contrast'] });
  return [...inTheLight, ...inTheDark].map(
    ({ id, help, nodes }) =>
      `${screen}: ${id}: ${help}: ${nodes.map(({ target, failureSummary }) => `${target.join(' ')} (${failureSummary ?? ''})`).join(', ')}`,
  );
}

/** axe is brought once for each page that is loaded, and tells of nothing but what is wrong: both save most of its time. */
async function look(page: Page, options: RunOptions): Promise<Result[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source);
  return page.evaluate(
    async (asked) => {
      const brought = Reflect.get(globalThis, 'axe') as typeof axe;
      return (await brought.run(document, asked)).violations;
    },
    { ...options, resultTypes: ['violations'] } satisfies RunOptions,
  );
}

/**
 * Colours half-way between two looks would be measured otherwise. An inherited colour moves one floor after the other,
 * each when the one above has arrived: so rest is where nothing moves any more, not where the first movement ended.
 */
async function comeToRest(page: Page): Promise<void> {
  await page.evaluate(async () => {
    // What fills its place after its end is listed for ever: it has moved.
    const movements = () =>
      document
        .getAnimations()
        .filter(({ effect, playState }) => playState === 'running' && effect?.getTiming().iterations !== Infinity);
    for (let moving = movements(); moving.length > 0; moving = movements()) {
      await Promise.allSettled(moving.map(({ finished }) => finished));
    }
  });
}
