import type { Inspection, PageText } from '@portal/core/processing/inspector.port';

// What a process says that has a stranger's file in its hands: it may be the file that speaks.
type Fields = Record<string, unknown>;

/** Throws, as all of these, where it is not what was asked for. */
export function inspectionOf(output: string): Inspection {
  const said = linesOf(output)[0] ?? {};
  const { outcome, pageCount, hasActiveContent, title, reason } = said;
  if (outcome === 'locked') return { outcome };
  if (outcome === 'damaged') return { outcome, reason: textOf(reason) };
  if (outcome !== 'sound' || !isCount(pageCount) || typeof hasActiveContent !== 'boolean') throw unusable();
  return { outcome, pageCount, hasActiveContent, title: title === undefined ? undefined : textOf(title) };
}

/** A picture in WebP. */
export function pictureOf(output: string): Buffer {
  const bytes = Buffer.from(textOf(linesOf(output)[0]?.['base64']), 'base64');
  const mark = `${bytes.toString('latin1', 0, 4)}${bytes.toString('latin1', 8, 12)}`;
  if (mark !== 'RIFFWEBP') throw unusable();
  return bytes;
}

/** What was said before the process was stopped counts. */
export function textOfPages(output: string): { pages: PageText[]; isComplete: boolean } {
  const lines = linesOf(output);
  const isComplete = lines.some((line) => line['isComplete'] === true);
  return { pages: lines.filter((line) => 'page' in line).map(pageTextOf), isComplete };
}

/** Whole lines of JSON; half a line is none. */
function linesOf(output: string): Fields[] {
  const whole = output.slice(0, output.lastIndexOf('\n') + 1);
  return whole
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Fields);
}

function pageTextOf({ page, text, source }: Fields): PageText {
  if (!isCount(page) || (source !== 'text' && source !== 'ocr')) throw unusable();
  return { page, text: textOf(text), source };
}

function textOf(said: unknown): string {
  if (typeof said !== 'string') throw unusable();
  return said;
}

// More than a file of any size has, and what is kept of it in four bytes.
const mostPages = 2 ** 31 - 1;
const isCount = (said: unknown): said is number =>
  Number.isSafeInteger(said) && Number(said) > 0 && Number(said) <= mostPages;

const unusable = (): Error => new Error('The process that looks into documents said what it was not asked for.');
