import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { createClamdScanner } from '@portal/adapters/clamav/scanner.clamd';
import { createDiskScratch } from '@portal/adapters/disk/scratch.disk';
import { createPdfInspector } from '@portal/adapters/pdf/inspector.pdfjs';
import type { ClamdServer } from '@portal/testing/clamd-server';
import type { Claim } from './claim.ts';
import { medianOf } from './rounds.ts';

const documentsARound = 12;
const { signal } = new AbortController();

type Steps = Record<string, number[]>;

/** Each step by itself, one document after the other: what waits for what in the whole is not in it. */
export function pipelineSteps(
  name: string,
  { clamd, documentOf }: { clamd: ClamdServer; documentOf: (seed: number) => Buffer },
): Claim {
  return {
    name,
    measure: async ({ rounds }) => {
      const steps: Steps = {};
      const parentFolder = await mkdtemp(join(tmpdir(), 'portal-bench-'));
      const scratch = await createDiskScratch({ parentFolder });
      const inspector = createPdfInspector({ pagesByOcr: 0, languages: [], scratchFolder: scratch.folder });
      const timed = timer(steps);
      const scanner = createClamdScanner({ address: clamd, silenceMs: 60_000, streamLimitInBytes: 1e9 });
      for (let seed = 0; seed < documentsARound * rounds; seed += 1) {
        const bytes = documentOf(seed);
        await timed('hash', async () => createHash('sha256').update(bytes).digest());
        await timed('scan', () => scanner.scan(Readable.from([bytes]), { signal }));
        const copy = await timed('copy for the inspection', () => scratch.keep(Readable.from([bytes]), { signal }));
        for (const place of ['a new process', 'one that was asked before']) {
          // Every document is another patient's, who then comes back.
          const asked = { recordId: String(seed), signal };
          await timed(`inspect, in ${place}`, () => inspector.inspect(copy, asked));
          await timed(`draw, in ${place}`, () => inspector.drawFirstPage(copy, { ...asked, widthInPixels: 320 }));
          await timed(`read the text, in ${place}`, () => inspector.readText(copy, asked));
        }
        await copy.remove();
      }
      inspector.close();
      await rm(parentFolder, { recursive: true });
      return {
        name,
        sentence: `The steps of one document, one after the other, ${documentsARound * rounds} documents of as many patients.`,
        table: [['', 'median ms', 'longest ms'], ...Object.entries(steps).map(rowOf)],
        notes: [
          'A new process is started ahead while the one before is at work; where that takes longer than the document, the rest ' +
            'of its start is in its inspection.',
        ],
        targets: [],
        figures: Object.fromEntries(
          Object.entries(steps).map(([step, times]) => [step, { medianMs: medianOf(times) }]),
        ),
      };
    },
  };
}

const rowOf = ([step, times]: [string, number[]]): string[] => [
  step,
  medianOf(times).toFixed(1),
  Math.max(...times).toFixed(1),
];

function timer(steps: Steps) {
  return async <Answer>(step: string, work: () => Promise<Answer>): Promise<Answer> => {
    const startedMs = performance.now();
    const answer = await work();
    (steps[step] ??= []).push(performance.now() - startedMs);
    return answer;
  };
}
