import { fileURLToPath } from 'node:url';
import type { Inspection, InspectorPort, PageText } from '@portal/core/processing/inspector.port';
import type { ChildRequest, TextLine } from './child/main.ts';
import type { OcrLanguage } from '@portal/core/processing/ocr-languages';
import { type Limits, runLimited } from './run-limited.ts';

export type InspectorOptions = {
  /** Pages without words that are read from their picture; 0: none. */
  pagesByOcr: number;
  languages: readonly OcrLanguage[];
};

const script = fileURLToPath(new URL('child/main.ts', import.meta.url));
const megabyte = 1024 * 1024;
// A job has a minute: one question each for looking, and together for drawing and reading.
const look: Limits = { cpuMs: 15_000, timeMs: 55_000, memoryInMegabytes: 768, outputInBytes: megabyte };
const draw: Limits = { cpuMs: 8_000, timeMs: 15_000, memoryInMegabytes: 768, outputInBytes: 4 * megabyte };
const read: Limits = { cpuMs: 60_000, timeMs: 40_000, memoryInMegabytes: 1_024, outputInBytes: 16 * megabyte };
// The child stops by itself before it is stopped.
const readTimeMs = 25_000;
const mostPages = 2_000;
const mostCharactersAPage = 50_000;

/**
 * pdf.js, in a process of its own for each question: a file that takes too long, too much memory or says too much, or that
 * ends the process, is `damaged`, and nobody else is any the worse.
 */
export function createPdfInspector({ pagesByOcr, languages }: InspectorOptions): InspectorPort {
  const ask = (request: ChildRequest, limits: Limits, signal: AbortSignal) =>
    runLimited(script, [JSON.stringify(request)], { limits, signal });
  return {
    inspect: async ({ path }, { signal }) => {
      const { ending, output } = await ask({ ask: 'inspect', path }, look, signal);
      return ending === 'ended' ? (JSON.parse(output) as Inspection) : { outcome: 'damaged', reason: ending };
    },
    drawFirstPage: async ({ path }, { widthInPixels, signal }) => {
      const { ending, output } = await ask({ ask: 'draw', path, widthInPixels }, draw, signal);
      if (ending !== 'ended') return undefined;
      const { base64 } = JSON.parse(output) as { base64: string };
      return { bytes: Buffer.from(base64, 'base64'), contentType: 'image/webp' };
    },
    readText: async ({ path }, { signal }) => {
      const limits = { pages: mostPages, charactersAPage: mostCharactersAPage, pagesByOcr, timeMs: readTimeMs };
      const { output } = await ask({ ask: 'text', path, languages, ...limits }, read, signal);
      return linesToText(output);
    },
  };
}

/** What was said before it was stopped counts; half a line does not. */
function linesToText(output: string): { pages: PageText[]; isComplete: boolean } {
  const whole = output.slice(0, output.lastIndexOf('\n') + 1);
  const lines = whole
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as TextLine);
  const isComplete = lines.some((line) => 'isComplete' in line && line.isComplete);
  return { pages: lines.filter((line) => 'page' in line), isComplete };
}
