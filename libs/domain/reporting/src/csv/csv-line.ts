/** A cell: text is escaped, numbers and amounts (as decimal text wrapped in `{ number }`) never are, null is empty. */
export type CsvCell = string | { readonly number: string | number | bigint } | null;

const formulaStart = /^[=+\-@\t\r]/;
const needsQuotes = /[",\r\n]/;

/** One line of RFC 4180 with CRLF. Text that a spreadsheet would run as a formula gets a leading apostrophe; numbers stay numbers. */
export function csvLine(cells: readonly CsvCell[]): string {
  return `${cells.map(cellText).join(',')}\r\n`;
}

function cellText(cell: CsvCell): string {
  if (cell === null) return '';
  if (typeof cell !== 'string') return String(cell.number);
  const safe = formulaStart.test(cell) ? `'${cell}` : cell;
  return needsQuotes.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
