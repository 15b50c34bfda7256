const written =
  /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2}(?:\.\d+)?))?)?\s*(?:Z|UTC|([+-])(\d{2}):?(\d{2}))?$/i;

/** Seconds since 1970 from seconds, milliseconds, or a date such as 2017-11-06 9:05; one without a zone is UTC. NaN when it is none. */
export function secondsOf(cell: string): number {
  const text = cell.trim();
  if (text === '') return NaN;
  const number = Number(text);
  if (!Number.isNaN(number)) return Math.abs(number) > 1e11 ? number / 1000 : number;
  const found = written.exec(text);
  if (!found) return NaN;
  const [year, month, day, hour, minute, second] = found.slice(1, 7).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const ahead = found[7] === undefined ? 0 : (found[7] === '-' ? -1 : 1) * (Number(found[8]) * 3600 + Number(found[9]) * 60);
  return Date.UTC(year, month - 1, day, hour, minute) / 1000 + second - ahead;
}
