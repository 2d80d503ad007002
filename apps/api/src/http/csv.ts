/** Tells Excel that what follows is UTF-8. */
export const csvStart = '\uFEFF';

/** One line (RFC 4180), its end included. Null is an empty cell. */
export function csvLine(cells: readonly (string | null)[]): string {
  return `${cells.map((cell) => quote(disarm(cell ?? ''))).join(',')}\r\n`;
}

/**
 * A spreadsheet takes what begins like this for a formula and runs it, quoted or not (OWASP, CSV Injection): an
 * apostrophe before it makes it text.
 */
function disarm(cell: string): string {
  return /^[=+\-@\t\r\n＝＋－＠]/.test(cell) ? `'${cell}` : cell;
}

function quote(cell: string): string {
  return /[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
