import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { buildTestPdf } from './pdfs.ts';

export type LargeFile = {
  path: string;
  title: string;
  sizeInBytes: number;
  sha256: string;
  remove: () => Promise<void>;
};

const pieceSizeInBytes = 1024 * 1024;
const firstLine = '%PDF-1.7\n';

/**
 * A sound PDF of one page, of about so many bytes that nobody could guess, in a folder of its own. What makes it
 * large is a comment behind its first line.
 */
export async function createLargePdf(title: string, sizeInBytes: number): Promise<LargeFile> {
  const folder = await mkdtemp(path.join(tmpdir(), 'portal-large-'));
  const file = path.join(folder, `${title}.pdf`);
  const hash = createHash('sha256');
  const handle = await open(file, 'w');
  let writtenInBytes = 0;
  const write = async (bytes: Buffer | string): Promise<void> => {
    hash.update(bytes);
    writtenInBytes += bytes.length;
    await handle.write(Buffer.from(bytes));
  };
  const small = buildTestPdf({ pages: [title] }).toString('latin1');
  const commentLength = sizeInBytes - small.length - 2;
  await write(`${firstLine}%`);
  for (let left = commentLength; left > 0; left -= pieceSizeInBytes) {
    const length = Math.min(left, pieceSizeInBytes);
    await write(
      randomBytes(Math.ceil((length * 3) / 4))
        .toString('base64')
        .slice(0, length),
    );
  }
  await write(`\n${moveDown(small, commentLength + 2).slice(firstLine.length)}`);
  await handle.close();
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  return { path: file, title, sizeInBytes: writtenInBytes, sha256: hash.digest('hex'), remove };
}

/** Its table says where each object begins: all of them now begin later. */
function moveDown(pdf: string, byInBytes: number): string {
  return pdf
    .replaceAll(/^(\d{10}) 00000 n/gm, (_, at: string) => `${String(Number(at) + byInBytes).padStart(10, '0')} 00000 n`)
    .replace(/startxref\n(\d+)/, (_, at: string) => `startxref\n${Number(at) + byInBytes}`);
}

/** Chooses files that lie on this machine: they are read by the browser, piece by piece, and pass through no test. */
export async function chooseLarge(page: Page, ...files: readonly LargeFile[]): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: /^Add (documents|a file)$/ }).click();
  await (await chooser).setFiles(files.map((file) => file.path));
}
