const arabicIndicZero = 0x0660;
const persianZero = 0x06f0;

/**
 * The digits of what was typed, pasted or filled in, at most `length` of them: "407 194", "407-194" and "٤٠٧١٩٤" are
 * the same code.
 */
export function codeDigits(text: string, length: number): string {
  return [...text].map(toLatinDigit).join('').slice(0, length);
}

function toLatinDigit(character: string): string {
  if (character >= '0' && character <= '9') return character;
  const point = character.codePointAt(0) ?? 0;
  for (const zero of [arabicIndicZero, persianZero]) {
    if (point >= zero && point <= zero + 9) return String(point - zero);
  }
  return '';
}
