/** Tells Excel that what follows is UTF-8. */
export const csvStart = '\uFEFF';

/** One line (RFC 4180), its end included. Null is an empty cell. */
export function csvLine(cells: readonly (string | null)[]): string {
  return `${cells.map((cell) => quote(disarm(cell ?? ''))).join(',')}\r\n`;
}

/**
 * A spreadsheet takes what begins like this for a formula and runs it, quoted or not (OWASP, CSV Injection): an
 * apostrophe before it makes it text. Where the decimal sign is a comma, cells are separated by semicolons, whatever
 * the quotes say: what follows one begins a cell there.
 */
function disarm(cell: string): string {
  const inside = cell.replaceAll(/([;\t\r\n]\s*)(?=[=+\-@＝＋－＠])/g, "$1'");
  return /^(?:[\t\r\n]|\s*[=+\-@＝＋－＠])/.test(cell) ? `'${inside}` : inside;
}

function quote(cell: string): string {
  return /[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
