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

  it('is left as it is where nothing begins like a formula', () => {
    expect(csvLine(['a=b', '2026-05-03', '::1', "'x"])).toBe("a=b,2026-05-03,::1,'x\r\n");
  });
});
