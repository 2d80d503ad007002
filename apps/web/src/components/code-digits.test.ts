import { describe, expect, it } from 'vitest';
import { codeDigits } from './code-digits.ts';

describe('a code', () => {
  it('is read from a message with spaces, dashes or words around it', () => {
    expect(codeDigits('407 194', 6)).toBe('407194');
    expect(codeDigits('407-194', 6)).toBe('407194');
    expect(codeDigits('Your code is 407194.', 6)).toBe('407194');
  });

  it('may be typed in Arabic or Persian digits', () => {
    expect(codeDigits('٤٠٧١٩٤', 6)).toBe('407194');
    expect(codeDigits('۴۰۷۱۹۴', 6)).toBe('407194');
  });

  it('never grows longer than it can be', () => {
    expect(codeDigits('4071945', 6)).toBe('407194');
  });

  it('is empty where there are no digits', () => {
    expect(codeDigits('hello', 6)).toBe('');
  });
});
