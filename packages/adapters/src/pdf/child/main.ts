import './fence.ts';
import './lighten.ts';
import { createReadStream, writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { drawPage } from './draw-page.ts';
import { inspectPdf } from './inspect-pdf.ts';
import type { OcrLanguage } from '@portal/core/processing/ocr-languages';
import { endOfAnswer } from '../end-of-answer.ts';
import { openPdf } from './open-pdf.ts';
import { readText } from './read-text.ts';

/** What the parent asks for, a line each. Answers are lines of JSON too, the picture in base64. */
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
      trainingFolder: string;
      timeMs: number;
    };

const answerOn = 1;

function sayLine(text: string): void {
  const line = Buffer.from(`${text}\n`);
  for (let at = 0; at < line.length;) at += writeSync(answerOn, line, at);
}

const say = (answer: unknown): void => sayLine(JSON.stringify(answer));

async function answer(request: ChildRequest): Promise<void> {
  if (request.ask === 'inspect') return say(await inspectPdf(request.path));
  const { pdf, close } = await openPdf(request.path);
  try {
    if (request.ask === 'draw') {
      const canvas = await drawPage(pdf, 1, request.widthInPixels);
      return say({ base64: canvas.toBuffer('image/webp', 80).toString('base64') });
    }
    const { languages, trainingFolder, timeMs, ...limits } = request;
    const isComplete = await readText(
      pdf,
      { ...limits, endsAtMs: performance.now() + timeMs },
      { startOcr: async () => (await import('./ocr.ts')).startOcr(languages, trainingFolder), onPage: say },
    );
    return say({ isComplete });
  } finally {
    await close();
  }
}

sayLine(endOfAnswer);
for await (const line of createInterface({ input: createReadStream('', { fd: 0 }) })) {
  await answer(JSON.parse(line) as ChildRequest);
  sayLine(endOfAnswer);
}
process.exit(0);
