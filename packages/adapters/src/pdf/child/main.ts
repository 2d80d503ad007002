import { writeSync } from 'node:fs';
import type { PageText } from '@portal/core/processing/inspector.port';
import { drawPage } from './draw-page.ts';
import { inspectPdf } from './inspect-pdf.ts';
import type { OcrLanguage } from '@portal/core/processing/ocr-languages';
import { startOcr } from './ocr.ts';
import { openPdf } from './open-pdf.ts';
import { readText } from './read-text.ts';

/** What the parent asks for, as the one argument. A line of output each: JSON, or the picture in base64. */
export type ChildRequest =
  | { ask: 'inspect'; path: string }
  | { ask: 'draw'; path: string; widthInPixels: number }
  | {
      ask: 'text';
      path: string;
      pages: number;
      charactersAPage: number;
      pagesByOcr: number;
      languages: readonly OcrLanguage[];
      timeMs: number;
    };
export type TextLine = PageText | { isComplete: boolean };

const answerOn = 1;
// The words of libraries are no answer.
console.log = () => undefined;
console.warn = () => undefined;

function say(answer: unknown): void {
  const line = Buffer.from(`${JSON.stringify(answer)}\n`);
  for (let at = 0; at < line.length;) at += writeSync(answerOn, line, at);
}

async function answer(request: ChildRequest): Promise<void> {
  if (request.ask === 'inspect') return say(await inspectPdf(request.path));
  const { pdf, close } = await openPdf(request.path);
  try {
    if (request.ask === 'draw') {
      const canvas = await drawPage(pdf, 1, request.widthInPixels);
      return say({ base64: canvas.toBuffer('image/webp', 80).toString('base64') });
    }
    const { languages, timeMs, ...limits } = request;
    const isComplete = await readText(
      pdf,
      { ...limits, endsAtMs: performance.now() + timeMs },
      { startOcr: () => startOcr(languages), onPage: say },
    );
    return say({ isComplete });
  } finally {
    await close();
  }
}

await answer(JSON.parse(process.argv[2] ?? '') as ChildRequest);
process.exit(0);
