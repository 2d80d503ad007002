import { describe, expect, test } from 'vitest';
import { buildPdf, type PdfDescription } from './build-pdf.ts';
import { a4, type PdfText } from './pdf-page.ts';
import { encodeWinAnsi, measureText, wrapText } from './pdf-text.ts';

const textOf = (text: string): PdfText => ({
  kind: 'text',
  x: 50,
  y: 80,
  text,
  font: 'helvetica',
  size: 12,
  color: [0, 0, 0],
  align: 'left',
});

const describedBy = (text: string): PdfDescription => ({
  title: 'Überweisung',
  author: 'Clinic',
  createdAt: new Date('2026-05-03T18:36:00Z'),
  language: 'en-GB',
  pages: [
    { ...a4, elements: [textOf(text)] },
    { ...a4, elements: [] },
  ],
  compress: false,
});

describe('a built PDF', () => {
  test('is the same every time', () => {
    expect(buildPdf(describedBy('Haemoglobin'))).toEqual(buildPdf(describedBy('Haemoglobin')));
  });

  test('finds each object where its table says', () => {
    const pdf = buildPdf(describedBy('Haemoglobin')).toString('latin1');
    const table = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(pdf)?.[1]);
    const entries = pdf.slice(table).match(/^\d{10} 00000 n $/gm) ?? [];
    expect(entries).toHaveLength(14);
    entries.forEach((entry, index) => {
      expect(pdf.slice(Number(entry.slice(0, 10)))).toMatch(new RegExp(`^${index + 1} 0 obj\n`));
    });
  });

  test('holds accents and brackets as the standard fonts write them', () => {
    const pdf = buildPdf(describedBy('Zoë (5 µmol)')).toString('latin1');
    expect(pdf).toContain('(Zo\\353 \\(5 \\265mol\\)) Tj');
  });

  test('is not built with a character that its fonts do not have', () => {
    expect(() => buildPdf(describedBy('漢'))).toThrow(RangeError);
  });
});

describe('text', () => {
  test('is encoded as Windows-1252', () => {
    expect(encodeWinAnsi('A–€é')).toEqual([0x41, 0x96, 0x80, 0xe9]);
  });

  test('is measured by the published metrics', () => {
    expect(measureText('Hi', 'helvetica', 10)).toBeCloseTo(7.22 + 2.22);
    expect(measureText('Hi', 'courier', 10)).toBeCloseTo(12);
  });

  test('is wrapped between words, and a word that is too long stands alone', () => {
    expect(wrapText('one two three', 'courier', 10, 42)).toEqual(['one two', 'three']);
    expect(wrapText('a incomprehensible b', 'courier', 10, 30)).toEqual(['a', 'incomprehensible', 'b']);
    expect(wrapText('one\ntwo', 'courier', 10, 100)).toEqual(['one', 'two']);
  });
});
