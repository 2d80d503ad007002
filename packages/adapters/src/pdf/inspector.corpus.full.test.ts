import { existsSync } from 'node:fs';
import { copyFile, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pdfBombs } from '@portal/testing/pdf-bombs';
import { pdfSaying } from '@portal/testing/upload-tools';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPdfInspector } from './inspector.pdfjs.ts';

/** Files that nobody here made. They stand beside the project, not in it. */
const corpus = fileURLToPath(new URL('../../../../../shared/corpus', import.meta.url));
const folders = existsSync(corpus) ? ['ordinary', 'features', 'one-fault', 'damaged', 'active'] : [];
const longestJobMs = 60_000;
const signal = AbortSignal.timeout(3_600_000);

const print = (figures: object): void => void process.stdout.write(`${JSON.stringify(figures)}\n`);

describe('what looks into PDFs', () => {
  let scratchFolder: string;
  let inspector: ReturnType<typeof createPdfInspector>;
  beforeAll(async () => {
    scratchFolder = await mkdtemp(join(tmpdir(), 'portal-corpus-'));
    inspector = createPdfInspector({ pagesByOcr: 0, languages: [], scratchFolder });
  });
  afterAll(async () => {
    inspector.close();
    await rm(scratchFolder, { recursive: true });
  });

  /** As the jobs do: a look, and for what is sound a picture and the words. */
  async function lookAt(path: string) {
    const file = { path, sizeInBytes: (await stat(path)).size };
    const asked = { recordId: basename(path), signal };
    const times: number[] = [];
    const timed = async <Answer>(work: Promise<Answer>): Promise<Answer> => {
      const startedMs = performance.now();
      const answer = await work;
      times.push(performance.now() - startedMs);
      return answer;
    };
    const found = await timed(inspector.inspect(file, asked));
    if (found.outcome !== 'sound')
      return { found, picture: undefined, words: undefined, longestMs: Math.max(...times) };
    const startedMs = performance.now();
    const picture = await inspector.drawFirstPage(file, { ...asked, widthInPixels: 320 });
    const words = await inspector.readText(file, asked);
    times.push(performance.now() - startedMs);
    return { found, picture, words, longestMs: Math.max(...times) };
  }

  it.each(folders)(
    'row 27: says something of every file of the corpus within a minute: %s',
    { timeout: 1_800_000 },
    async (name) => {
      const folder = join(corpus, name);
      const paths = (await readdir(folder, { recursive: true })).filter((path) => path.toLowerCase().endsWith('.pdf'));
      expect(paths.length).toBeGreaterThan(0);
      const outcomes: Record<string, number> = {};
      let longestMs = 0;
      for (const path of paths) {
        const copy = join(scratchFolder, basename(path));
        await copyFile(join(folder, path), copy);
        const seen = await lookAt(copy);
        outcomes[seen.found.outcome] = (outcomes[seen.found.outcome] ?? 0) + 1;
        longestMs = Math.max(longestMs, seen.longestMs);
        expect([seen.longestMs < longestJobMs, path]).toEqual([true, path]);
        await rm(copy);
      }
      print({ corpus: name, files: paths.length, ...outcomes, longestMs: Math.round(longestMs) });
    },
  );

  it(
    'row 27: is done with every bomb within a minute, and looks at other files meanwhile',
    { timeout: 1_800_000 },
    async () => {
      const sound = join(scratchFolder, 'sound.pdf');
      await writeFile(sound, pdfSaying('Sound'));
      for (const [name, bytes] of Object.entries(await pdfBombs())) {
        const path = join(scratchFolder, `${name}.pdf`);
        await writeFile(path, bytes);
        const [seen, other] = await Promise.all([lookAt(path), lookAt(sound)]);
        print({
          bomb: name,
          sizeInBytes: bytes.length,
          ...seen.found,
          hasPicture: seen.picture !== undefined,
          hasAllWords: seen.words?.isComplete ?? false,
          longestMs: Math.round(seen.longestMs),
          otherMs: Math.round(other.longestMs),
        });
        expect([seen.longestMs < longestJobMs, name]).toEqual([true, name]);
        expect(other.found.outcome).toBe('sound');
        expect(other.longestMs).toBeLessThan(longestJobMs / 2);
      }
    },
  );
});
