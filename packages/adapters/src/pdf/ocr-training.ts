import { mkdirSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { OcrLanguage } from '@portal/core/processing/ocr-languages';

const require = createRequire(import.meta.url);

/**
 * A new folder with what tesseract knows languages by, which it looks for in one folder: each language is a package of
 * its own. Answers its path.
 */
export function linkOcrTraining({
  parentFolder,
  languages,
}: {
  parentFolder: string;
  languages: readonly OcrLanguage[];
}): string {
  const folder = join(parentFolder, 'ocr-training');
  mkdirSync(folder);
  for (const code of languages) {
    const fileName = `${code}.traineddata.gz`;
    const library = dirname(require.resolve(`@tesseract.js-data/${code}/package.json`));
    symlinkSync(join(library, '4.0.0_best_int', fileName), join(folder, fileName));
  }
  return folder;
}
