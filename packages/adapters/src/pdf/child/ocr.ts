import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createWorker, OEM } from 'tesseract.js';

/** Those whose packages are installed: nothing is fetched while the portal runs. */
export const ocrLanguages = ['eng', 'spa', 'ara'] as const;
export type OcrLanguage = (typeof ocrLanguages)[number];

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
