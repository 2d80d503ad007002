import type { Page } from 'playwright-core';
import { choose } from './files.ts';
import { chooseLarge } from './large-files.ts';
import type { LargeFile } from './large-files.ts';
import { buildTestPdf } from './pdfs.ts';
import { pretendDocuments } from './pretend.ts';
import { addDocuments, chooseFromMenu, lineOf } from './steps.ts';

type States = {
  page: Page;
  isPhone: boolean;
  /** Two of them: one is paused while the other is sent. Each takes more than one part. */
  files: readonly [LargeFile, LargeFile];
  look: (screen: string) => Promise<void>;
};

const parts = /\/uploads\/[^/]+\/parts\/\d+$/;
const firstPart = /\/parts\/1$/;

async function unfold({ page, isPhone }: States): Promise<void> {
  if (isPhone) await page.getByRole('button', { name: 'Show the files' }).click();
}

/** Every state of a large file in the tray, one after the other, for whoever looks at them. Ends with an empty tray. */
export async function walkThroughUploadStates(states: States): Promise<void> {
  const { page, files, look } = states;
  const [first, second] = files;
  await page.route('**/hash.worker*', () => undefined);
  await chooseLarge(page, first);
  await unfold(states);
  await page.getByText('Preparing to send', { exact: false }).waitFor();
  await look('a large file, preparing');
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await page.reload();

  await addToTrash(page, 'Insurance approval');
  await page.route(parts, (route) => (firstPart.test(route.request().url()) ? route.continue() : undefined));
  await pretendDocuments(page, { Echocardiogram: { state: 'processing', checkResult: null, checkedAt: null } });
  await choose(page, [
    { name: 'Insurance approval.pdf', bytes: buildTestPdf({ pages: ['Insurance approval'] }) },
    { name: 'Echocardiogram.pdf', bytes: buildTestPdf({ pages: ['Echocardiogram'] }) },
  ]);
  await unfold(states);
  await lineOf(page, 'Insurance approval').getByText('It is in the trash.', { exact: false }).waitFor();
  await lineOf(page, 'Echocardiogram').getByText('Being checked.').waitFor();
  if (states.isPhone) await page.getByRole('button', { name: 'Fold away' }).click();
  await chooseLarge(page, first, second);
  await unfold(states);
  await lineOf(page, first.title)
    .getByText(/, .* left/)
    .waitFor();
  await look('a large file, sent in parts');
  await page.getByRole('button', { name: `Pause ${first.title}` }).click();
  await lineOf(page, second.title)
    .getByText(/, .* left/)
    .waitFor();
  await look('a large file, paused');
  if (states.isPhone) {
    await page.getByRole('button', { name: 'Fold away' }).click();
    await look('large files, folded');
  }
  await page.reload();
  await page
    .getByRole('button', { name: 'Show the files' })
    .or(page.getByText('Choose the file again'))
    .first()
    .waitFor();
  await unfold(states);
  await page.getByText('Choose the file again to go on.').nth(1).waitFor();
  await look('large files, interrupted');
  for (const left of [1, 0]) {
    await page
      .getByRole('button', { name: /^Give up/ })
      .first()
      .click();
    if (left > 0) await page.getByText('Choose the file again to go on.').nth(left).waitFor({ state: 'detached' });
  }
  await page.unrouteAll({ behavior: 'ignoreErrors' });

  await page.route('**/complete', () => undefined);
  await chooseLarge(page, first);
  await unfold(states);
  await lineOf(page, first.title).getByText('Finishing.').waitFor();
  await look('a large file, finishing');
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await page.reload();
}

async function addToTrash(page: Page, title: string): Promise<void> {
  await addDocuments(page, title);
  await page.reload();
  await chooseFromMenu(page, title, 'Move to trash');
  await page.getByRole('button', { name: 'Undo' }).waitFor();
}
