import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PageText } from '@portal/core/processing/inspector.port';
import { printedPdf, scannedPdf } from '@portal/testing/scanned-pdf';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPdf } from './open-pdf.ts';
import { readText, type TextLimits } from './read-text.ts';

const enough: TextLimits = { pages: 10, charactersAPage: 1_000, pagesByOcr: 10, endsAtMs: Number.POSITIVE_INFINITY };

describe('the text of a PDF', { timeout: 60_000 }, () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'portal-text-'));
    await writeFile(join(folder, 'scan.pdf'), await scannedPdf([['One'], ['Two'], ['Three']]));
    await writeFile(join(folder, 'print.pdf'), printedPdf([['One'], ['Two'], ['Three']]));
  });
  afterAll(() => rm(folder, { recursive: true }));

  /** In place of tesseract, which takes seconds a page: what is asked of it counts here, not what it reads. */
  async function read(name: string, limits: Partial<TextLimits>) {
    const { pdf, close } = await openPdf(join(folder, name));
    const pages: PageText[] = [];
    const ocr = { starts: 0, ends: 0 };
    const startOcr = async () => {
      ocr.starts += 1;
      return { read: async () => 'a word', end: async () => void (ocr.ends += 1) };
    };
    const onPage = (page: PageText): void => void pages.push(page);
    const isComplete = await readText(pdf, { ...enough, ...limits }, { startOcr, onPage });
    await close();
    return { pages: pages.map(({ page, source }) => `${page} ${source}`), isComplete, ...ocr };
  }

  it('is read from the page where it stands, and from its picture where none does', async () => {
    const printed = { pages: ['1 text', '2 text', '3 text'], isComplete: true, starts: 0, ends: 0 };
    expect(await read('print.pdf', {})).toEqual(printed);
    const scanned = { pages: ['1 ocr', '2 ocr', '3 ocr'], isComplete: true, starts: 1, ends: 1 };
    expect(await read('scan.pdf', {})).toEqual(scanned);
  });

  // Fails when pages are not counted before their picture is drawn.
  it('is read from so many pictures and no more, and says that there is more', async () => {
    const two = { pages: ['1 ocr', '2 ocr'], isComplete: false, starts: 1, ends: 1 };
    expect(await read('scan.pdf', { pagesByOcr: 2 })).toEqual(two);
  });

  it('is read from no picture where that is switched off, which is all of it then', async () => {
    expect(await read('scan.pdf', { pagesByOcr: 0 })).toEqual({ pages: [], isComplete: true, starts: 0, ends: 0 });
  });

  it('ends with its pages and with its time', async () => {
    expect(await read('print.pdf', { pages: 2 })).toMatchObject({ pages: ['1 text', '2 text'], isComplete: false });
    expect(await read('print.pdf', { endsAtMs: 0 })).toMatchObject({ pages: [], isComplete: false });
  });
});
