import { mostStreamed } from '@flywheel/http/audiences';

const hash = /^[0-9a-f]{64}$/;
const longestLine = 4096;

/** A line that holds something else than hashes: its number, never its content, which may be somebody's address. */
export class NotAHash extends Error {
  readonly line: number;

  constructor(line: number, sentence: string) {
    super(sentence);
    this.line = line;
  }
}

/** Checks hashes that came as a list; upper case is taken as lower. */
export function checkHashes(values: readonly string[]): string[] {
  return values.map((value, at) => hashOf(value, at + 1));
}

/**
 * Reads hashes out of a body as it comes in, `batch` at a time, so that no list is ever held whole. Lines are CSV fields (`,` or `;`)
 * or JSON (a text, a list or an object of texts); a first line of column names and empty fields are passed over. Throws NotAHash.
 */
export async function* readHashes(body: AsyncIterable<Buffer | string>, batch: number): AsyncGenerator<string[]> {
  let found: string[] = [];
  let rest = '';
  let line = 0;
  let total = 0;
  const take = (text: string): void => {
    line += 1;
    const hashes = hashesOf(text, line);
    total += hashes.length;
    if (total > mostStreamed) throw new NotAHash(line, `one change holds ${mostStreamed} identifiers at most`);
    found.push(...hashes);
  };
  const decoder = new TextDecoder();
  for await (const chunk of body) {
    const lines = (rest + (typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true }))).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > longestLine) throw new NotAHash(line + 1, 'a line is longer than its hashes can be');
    for (const each of lines) {
      take(each);
      if (found.length >= batch) {
        yield found;
        found = [];
      }
    }
  }
  take(rest);
  if (found.length > 0) yield found;
}

function hashesOf(text: string, line: number): string[] {
  const trimmed = text.trim();
  if (trimmed === '') return [];
  const fields = /^["[{]/.test(trimmed) && !/^"[^"]*"\s*[,;]/.test(trimmed) ? jsonFields(trimmed, line) : csvFields(trimmed);
  if (line === 1 && !fields.some((field) => hash.test(field.toLowerCase())) && fields.every(isColumnName)) return [];
  return fields.filter((field) => field !== '').map((field) => hashOf(field, line));
}

function csvFields(text: string): string[] {
  return text.split(/[,;]/).map((field) => field.trim().replaceAll('"', ''));
}

function jsonFields(text: string, line: number): string[] {
  try {
    const value: unknown = JSON.parse(text);
    const fields = typeof value === 'object' && value !== null ? Object.values(value as object) : [value];
    return fields.filter((field) => field !== null).map(String);
  } catch {
    throw new NotAHash(line, 'this line is not JSON');
  }
}

function isColumnName(field: string): boolean {
  return /^[a-z][a-z0-9_ -]{0,30}$/i.test(field);
}

function hashOf(text: string, line: number): string {
  const lower = text.toLowerCase();
  if (!hash.test(lower)) throw new NotAHash(line, 'an identifier is a SHA-256: 64 hex digits; never send the address or number itself');
  return lower;
}
