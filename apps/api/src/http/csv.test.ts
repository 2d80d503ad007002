import { describe, expect, it } from 'vitest';
import { csvLine, csvStart } from './csv.ts';

describe('a line of CSV', () => {
  it('is separated by commas, ended by both signs, and quoted where it has to be', () => {
    expect(csvLine(['a', null, 'b c'])).toBe('a,,b c\r\n');
    expect(csvLine(['say "no", twice', 'two\r\nlines', ' edge '])).toBe(
      '"say ""no"", twice","two\r\nlines"," edge "\r\n',
    );
    expect(csvStart).toBe('\uFEFF');
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '＝1', `=HYPERLINK("https://evil.example";"x")`])(
    'holds no formula, whatever it begins with: %j',
    (cell) => {
      expect(csvLine([cell]).replace(/^"/, '')).toMatch(/^'/);
    },
  );

  it.each(['a;=1+1', 'a;\t@SUM(A1)', 'a\t-1', '  =1', 'a; +1', 'a\r\n=1', `;;=HYPERLINK("https://evil.example";"x")`])(
    'holds no formula where the spreadsheet separates by something else than a comma: %j',
    (cell) => {
      // What a spreadsheet of a country with decimal commas makes of the line.
      const cells = csvLine([cell]).split(/[;\t\r\n]/);
      for (const part of cells) expect(part.replace(/^[\s"]+/, '')).not.toMatch(/^[=+\-@]/);
    },
  );

  it('is left as it is where nothing begins like a formula', () => {
    expect(csvLine(['a=b', '2026-05-03', '::1', "'x", 'a; b - c'])).toBe("a=b,2026-05-03,::1,'x,a; b - c\r\n");
  });
});
