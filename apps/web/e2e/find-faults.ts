import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** What axe finds, in words; empty is the only good answer. In the dark only colours differ: only they are looked at. */
export async function findFaults(page: Page, screen: string): Promise<string[]> {
  await page.emulateMedia({ colorScheme: 'light' });
  await comeToRest(page);
  // These pages have no frames: without the mode for frames no second page is opened for each look.
  const look = (): AxeBuilder => new AxeBuilder({ page }).setLegacyMode();
  const inTheLight = await look().analyze();
  await page.emulateMedia({ colorScheme: 'dark' });
  await comeToRest(page);
  const inTheDark = await look().withRules('color-contrast').analyze();
  return [...inTheLight.violations, ...inTheDark.violations].map(
    ({ id, help, nodes }) =>
      `${screen}: ${id}: ${help}: ${nodes.map(({ target, failureSummary }) => `${target.join(' ')} (${failureSummary ?? ''})`).join(', ')}`,
  );
}

/** Colours half-way between two looks would be measured otherwise. */
async function comeToRest(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const ending = document.getAnimations().filter(({ effect }) => effect?.getTiming().iterations !== Infinity);
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });
}
