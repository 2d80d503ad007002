import type { Inspection } from '@portal/core/processing/inspector.port';
import { hasActiveContent } from './active-content.ts';
import { openPdf } from './open-pdf.ts';

const longestTitle = 200;

/** Sound is what opens without a password and has a first page. */
export async function inspectPdf(path: string): Promise<Inspection> {
  try {
    const { pdf, close } = await openPdf(path);
    try {
      if (pdf.numPages < 1) return { outcome: 'damaged', reason: 'it has no pages' };
      await pdf.getPage(1);
      const { info } = await pdf.getMetadata();
      const title = titleOf((info as { Title?: unknown }).Title);
      return {
        outcome: 'sound',
        pageCount: pdf.numPages,
        hasActiveContent: await hasActiveContent(pdf, path),
        title,
      };
    } finally {
      await close();
    }
  } catch (error) {
    const name = error instanceof Error ? error.name : 'unknown';
    return name === 'PasswordException' ? { outcome: 'locked' } : { outcome: 'damaged', reason: name };
  }
}

function titleOf(said: unknown): string | undefined {
  if (typeof said !== 'string') return undefined;
  // What cannot be seen is no title.
  const title = said
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()
    .slice(0, longestTitle);
  return title === '' ? undefined : title;
}
