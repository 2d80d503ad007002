import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createWorker, OEM } from 'tesseract.js';
import type { OcrLanguage } from '@portal/core/processing/ocr-languages';

export type Ocr = { read: (picture: Buffer) => Promise<string>; end: () => Promise<void> };

const require = createRequire(import.meta.url);

/** Reads pictures of pages in any of these languages at once. */
export async function startOcr(languages: readonly OcrLanguage[]): Promise<Ocr> {
  const trained = await Promise.all(
    languages.map(async (code) => ({ code, data: new Uint8Array(await readFile(trainingOf(code))) })),
  );
  const worker = await createWorker(trained, OEM.LSTM_ONLY, {
    cacheMethod: 'none',
    errorHandler: () => undefined,
  });
  return {
    read: async (picture) => (await worker.recognize(picture)).data.text,
    end: async () => {
      await worker.terminate();
    },
  };
}

function trainingOf(code: OcrLanguage): string {
  const folder = dirname(require.resolve(`@tesseract.js-data/${code}/package.json`));
  return join(folder, '4.0.0_best_int', `${code}.traineddata.gz`);
}
