import { createWorker, OEM } from 'tesseract.js';
import type { OcrLanguage } from '@portal/core/processing/ocr-languages';

export type Ocr = { read: (picture: Buffer) => Promise<string>; end: () => Promise<void> };

/** Reads pictures of pages in any of these languages at once. `trainingFolder` holds `<language>.traineddata.gz` of each. */
export async function startOcr(languages: readonly OcrLanguage[], trainingFolder: string): Promise<Ocr> {
  const worker = await createWorker([...languages], OEM.LSTM_ONLY, {
    langPath: trainingFolder,
    gzip: true,
    cacheMethod: 'none',
    // What it would be told rejects the call as well; without one, the library throws it where nobody can catch it.
    errorHandler: () => undefined,
  });
  return {
    read: async (picture) => (await worker.recognize(picture)).data.text,
    end: async () => {
      await worker.terminate();
    },
  };
}
