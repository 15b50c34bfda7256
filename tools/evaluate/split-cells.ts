/**
 * The cells of a line. Cells that begin with a double quote go to the quote that closes them, doubled ones stand for one (RFC 4180); a line
 * whose quotes do not close so is split at every delimiter, since in many files a quote is a letter like others.
 */
export function splitCells(line: string, delimiter: string): string[] {
  if (!line.includes('"')) return line.split(delimiter);
  const cells: string[] = [];
  for (let at = 0; at <= line.length;) {
    if (line[at] !== '"') {
      const end = line.indexOf(delimiter, at);
      cells.push(line.slice(at, end < 0 ? undefined : end));
      if (end < 0) return cells;
      at = end + delimiter.length;
      continue;
    }
    const end = closingQuote(line, at + 1);
    const ends = end + 1 === line.length;
    if (end < 0 || (!ends && !line.startsWith(delimiter, end + 1))) return line.split(delimiter);
    cells.push(line.slice(at + 1, end).replaceAll('""', '"'));
    if (ends) return cells;
    at = end + 1 + delimiter.length;
  }
  return cells;
}

function closingQuote(line: string, from: number): number {
  for (let at = line.indexOf('"', from); at >= 0; at = line.indexOf('"', at + 2)) if (line[at + 1] !== '"') return at;
  return -1;
}
