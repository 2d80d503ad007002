import type { PdfFont } from './pdf-page.ts';
import { standardFontWidths } from './standard-font-widths.ts';

// Windows-1252, as WinAnsiEncoding has it, differs from Latin 1 in these codes.
const firstSpecialCode = 0x80;
const specials = '€\0‚ƒ„…†‡ˆ‰Š‹Œ\0Ž\0\0‘’“”•–—˜™š›œ\0žŸ';

/** The codes of a text in WinAnsiEncoding. Throws a RangeError for a character that it does not have. */
export const encodeWinAnsi = (text: string): number[] => Array.from(text.normalize('NFC'), encodeCharacter);

const encodeCharacter = (character: string): number => {
  const special = specials.indexOf(character);
  if (special >= 0 && character !== '\0') return firstSpecialCode + special;
  const code = character.codePointAt(0) ?? 0;
  if ((code >= 0x20 && code <= 0x7e) || (code >= 0xa0 && code <= 0xff)) return code;
  throw new RangeError(`The standard fonts have no character ${JSON.stringify(character)}.`);
};

/** How wide a text is, in points. */
export const measureText = (text: string, font: PdfFont, size: number): number => {
  const thousandths = encodeWinAnsi(text).reduce((sum, code) => sum + widthOf(code, font), 0);
  return (thousandths * size) / 1000;
};

const widthOf = (code: number, font: PdfFont): number => {
  if (font === 'courier') return 600;
  const widths = standardFontWidths[font === 'helveticaOblique' ? 'helvetica' : font];
  return widths[code - 32] ?? 0;
};

/** The lines of a text that are no wider than `width` points; a longer word stands alone in its line. */
export const wrapText = (text: string, font: PdfFont, size: number, width: number): string[] =>
  text.split('\n').flatMap((paragraph) => {
    const lines: string[] = [];
    let line = '';
    for (const word of paragraph.split(' ')) {
      const longer = line === '' ? word : `${line} ${word}`;
      if (line !== '' && measureText(longer, font, size) > width) {
        lines.push(line);
        line = word;
      } else {
        line = longer;
      }
    }
    return [...lines, line];
  });
