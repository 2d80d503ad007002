import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pdfSaying } from '@portal/testing/upload-tools';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPdfInspector } from './inspector.pdfjs.ts';

const { signal } = new AbortController();

describe('what looks into PDFs', { timeout: 60_000 }, () => {
  let scratchFolder: string;
  beforeAll(async () => {
    scratchFolder = await mkdtemp(join(tmpdir(), 'portal-inspector-'));
  });
  afterAll(() => rm(scratchFolder, { recursive: true }));

  /** Below the scratch folder, what each process may read; by their command lines. */
  async function readableByEach(): Promise<string[][]> {
    const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
    // Others end meanwhile.
    const commands = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')));
    const option = `--allow-fs-read=${scratchFolder}`;
    return commands
      .map((command) => command.split('\0').filter((argument) => argument.startsWith(option)))
      .filter((readable) => readable.length > 0)
      .map((readable) => readable.map((argument) => argument.slice(option.length)));
  }

  // Fails when the processes may read the folder that the files of all records are in.
  it('row 27: has no file in its reach but the one that it is asked about', async () => {
    const inspector = createPdfInspector({ pagesByOcr: 0, languages: [], scratchFolder });
    const path = join(scratchFolder, 'a-copy');
    await writeFile(path, pdfSaying('Whose is it?'));
    const file = { path, sizeInBytes: (await stat(path)).size };
    for (const recordId of ['one', 'other']) {
      expect(await inspector.inspect(file, { recordId, signal })).toMatchObject({ outcome: 'sound', pageCount: 1 });
    }
    const readable = await readableByEach();
    expect(readable.length).toBeGreaterThanOrEqual(2);
    for (const folders of readable) {
      expect(folders).toEqual(['/ocr-training', expect.stringMatching(/^\/process-\w+$/)]);
    }
    const own = readable.map((folders) => String(folders[1]));
    expect(new Set(own).size).toBe(own.length);
    for (const folder of own) expect(await readdir(join(scratchFolder, folder))).toEqual([]);
    inspector.close();
    expect((await readdir(scratchFolder)).toSorted()).toEqual(['a-copy', 'ocr-training']);
  });
});
