import { linkSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { InspectorPort, InspectorQuestion } from '@portal/core/processing/inspector.port';
import type { OcrLanguage } from '@portal/core/processing/ocr-languages';
import { type AnsweringProcess, startAnswering } from './answering-process.ts';
import { askWithinLimits, type Limits } from './ask-within-limits.ts';
import type { ChildRequest } from './child/main.ts';
import { createInspectorProcesses } from './inspector-processes.ts';
import { linkOcrTraining } from './ocr-training.ts';
import { type Said, toInspection, toPicture, toText, type Understood } from './understand-answer.ts';

export type InspectorOptions = {
  /** Pages without words that are read from their picture; 0: none. */
  pagesByOcr: number;
  languages: readonly OcrLanguage[];
  /** An empty folder, where the files will be that it is asked about: a process can read those alone that it is asked about. */
  scratchFolder: string;
};

export const inspectorScript = fileURLToPath(new URL('child/main.ts', import.meta.url));
const megabyte = 1024 * 1024;
// A job has a minute: one question each for looking, and together for drawing and reading.
const look: Limits = { cpuMs: 15_000, timeMs: 55_000, memoryInMegabytes: 768, outputInBytes: megabyte };
const draw: Limits = { cpuMs: 8_000, timeMs: 15_000, memoryInMegabytes: 768, outputInBytes: 4 * megabyte };
const read: Limits = { cpuMs: 60_000, timeMs: 40_000, memoryInMegabytes: 1_024, outputInBytes: 16 * megabyte };
const heapInMegabytes = 768;
// One question more than what a process may have used that is asked again.
const lifeCpuSeconds = 90;
// The child stops by itself before it is stopped.
const readTimeMs = 25_000;
const mostPages = 2_000;
const mostCharactersAPage = 50_000;

/**
 * pdf.js, in processes of its own: a file that takes too long, too much memory or says too much, or that ends the process,
 * is `damaged`, and nobody else is any the worse. A process looks at files of one record only, and at no further one
 * after anything unusual. Rejects where a process cannot be started, and where a look has no end though it took little of
 * the processor: that may be the machine's fault. `close` ends all of them.
 */
export function createPdfInspector(options: InspectorOptions): InspectorPort & { close: () => void } {
  const { pagesByOcr, languages, scratchFolder } = options;
  const trainingFolder = linkOcrTraining({ parentFolder: scratchFolder, languages });
  const processes = createInspectorProcesses({ start: () => startInspecting({ scratchFolder, trainingFolder }) });

  const ask = async <Answer>(
    request: ChildRequest,
    { recordId, signal }: InspectorQuestion,
    { limits, understand }: { limits: Limits; understand: (said: Said) => Understood<Answer> },
  ): Promise<Answer> => {
    signal.throwIfAborted();
    const lent = processes.lend(recordId);
    let isTrusted = false;
    const { folder, ...process } = lent.process;
    const path = join(folder, basename(request.path));
    try {
      linkSync(request.path, path);
      const said = await askWithinLimits(process, JSON.stringify({ ...request, path }), { limits, signal });
      const understood = understand(said);
      isTrusted = understood.isTrusted && said.ending === 'ended';
      return understood.answer;
    } finally {
      rmSync(path, { force: true });
      await lent.giveBack({ isTrusted });
    }
  };
  return {
    inspect: ({ path }, question) =>
      ask({ ask: 'inspect', path }, question, { limits: look, understand: toInspection }),
    drawFirstPage: ({ path }, { widthInPixels, ...question }) =>
      ask({ ask: 'draw', path, widthInPixels }, question, { limits: draw, understand: toPicture }),
    readText: ({ path }, question) => {
      const limits = { pages: mostPages, charactersAPage: mostCharactersAPage, pagesByOcr, timeMs: readTimeMs };
      return ask({ ask: 'text', path, languages, trainingFolder, ...limits }, question, {
        limits: read,
        understand: toText,
      });
    },
    close: processes.close,
  };
}

type InspectingProcess = AnsweringProcess & { folder: string };

/** With a folder of its own, so that no file of anybody else is in its reach; the folder goes with it. */
function startInspecting(folders: { scratchFolder: string; trainingFolder: string }): InspectingProcess {
  const folder = mkdtempSync(join(folders.scratchFolder, 'process-'));
  const process = startAnswering({
    script: inspectorScript,
    heapInMegabytes,
    lifeCpuSeconds,
    readable: [...librariesOf(inspectorScript), folders.trainingFolder, folder],
    // Skia is not to read the fonts of the system.
    environment: { DISABLE_SYSTEM_FONTS_LOAD: '1' },
  });
  const kill = (): void => {
    process.kill();
    rmSync(folder, { recursive: true, force: true });
  };
  return { ...process, kill, folder };
}

/** The script's own package, and the folder that holds all libraries: pnpm keeps them side by side. */
function librariesOf(script: string): string[] {
  const library = createRequire(script).resolve('pdfjs-dist/package.json');
  const libraries = library.slice(0, library.indexOf(`${sep}node_modules${sep}`) + `${sep}node_modules`.length);
  return [dirname(dirname(dirname(dirname(script)))), libraries];
}
