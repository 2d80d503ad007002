const longestFileName = 255;
const longestTitle = 200;
const nameless = 'document.pdf';
const titleless = 'Document';

/**
 * The name a file came with, as far as a row and an answer can carry it: no NUL, no half of a surrogate pair, at most
 * 255 UTF-16 code units with its extension kept. Nothing else is changed: it is shown, and never used.
 */
export function keepableFileName(name: string): string {
  const kept = name.replaceAll('\u0000', '').toWellFormed();
  if (kept.trim() === '') return nameless;
  if (kept.length <= longestFileName) return kept;
  const extension = /\.[^./\\\s]{1,10}$/u.exec(kept)?.[0] ?? '';
  return cut(kept, longestFileName - extension.length) + extension;
}

/** A title to begin with: the last part of the name without `.pdf`, underscores and white space as single spaces. */
export function titleFromFileName(fileName: string): string {
  const base = fileName.split(/[/\\]/u).at(-1) ?? '';
  const title = base
    .replace(/\.pdf\s*$/iu, '')
    .replace(/[_\s]+/gu, ' ')
    .trim();
  return title === '' ? titleless : cut(title, longestTitle).trim();
}

/** The name to save a document under: always one that ends in `.pdf`, because that is what is inside. */
export function downloadNameOf(fileName: string): string {
  return /\.pdf$/iu.test(fileName) ? fileName : `${fileName}.pdf`;
}

function cut(text: string, maxLength: number): string {
  const part = text.slice(0, maxLength);
  return part.isWellFormed() ? part : part.slice(0, -1);
}
