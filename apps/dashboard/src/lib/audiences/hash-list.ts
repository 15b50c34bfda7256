import { mostInBatch } from '@flywheel/http/audiences';
import { normaliseIdentifier } from '@flywheel/http/identifiers';

/** Turns a text into its SHA-256 in hex. */
export type Digest = (text: string) => Promise<string>;

const hash = /^[0-9a-f]{64}$/i;
const columnName = /^[a-z][a-z _-]{0,30}$/i;

/** What stands in a list of customers: identifiers, hashes as they are, and how many fields can not be either. */
export type ReadList = { readonly hashes: string[]; readonly skipped: number };

/**
 * Reads a list of customers: one person a line, fields apart by commas or semicolons, a first line of column names passed over. Whatever
 * is no hash yet is normalised and hashed; an identifier that stands twice counts once. Nothing of it leaves the browser but hashes.
 */
export async function hashList(text: string, digest: Digest, onProgress: (share: number) => void = () => undefined): Promise<ReadList> {
  const lines = text.split(/\r?\n/);
  const hashes = new Set<string>();
  let skipped = 0;
  for (const [at, line] of lines.entries()) {
    const fields = fieldsOf(line);
    if (at === 0 && fields.every((field) => columnName.test(field))) continue;
    for (const field of fields) {
      const hashed = hash.test(field) ? field.toLowerCase() : await hashIdentifier(field, digest);
      if (hashed === undefined) skipped += 1;
      else hashes.add(hashed);
    }
    if (at % 1000 === 999) onProgress(at / lines.length);
  }
  return { hashes: [...hashes], skipped };
}

/** Batches of about the same size, none above what one request takes, so that the last one is not a handful. */
export function batchesOf(hashes: readonly string[]): string[][] {
  const count = Math.max(1, Math.ceil(hashes.length / mostInBatch));
  return Array.from({ length: count }, (_, at) =>
    hashes.slice(Math.floor((at * hashes.length) / count), Math.floor(((at + 1) * hashes.length) / count)),
  );
}

/** The browser's own SHA-256; undefined where pages are not allowed it (an address without TLS that is not this machine). */
export function browserDigest(): Digest | undefined {
  const { subtle } = globalThis.crypto;
  if ((subtle as SubtleCrypto | undefined) === undefined) return undefined;
  return async (text) => {
    const bytes = new Uint8Array(await subtle.digest('SHA-256', new TextEncoder().encode(text)));
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  };
}

async function hashIdentifier(field: string, digest: Digest): Promise<string | undefined> {
  const normal = normaliseIdentifier(field);
  return normal === undefined ? undefined : digest(normal);
}

function fieldsOf(line: string): string[] {
  return line
    .split(/[,;\t]/)
    .map((field) =>
      field
        .trim()
        .replace(/^"(.*)"$/, '$1')
        .trim(),
    )
    .filter((field) => field !== '');
}

/** Reads a file that must hold hashes only; `faultyLine` is the first line with anything else. */
export function checkedHashes(text: string): { hashes: string[]; faultyLine?: number } {
  const hashes: string[] = [];
  for (const [at, line] of text.split(/\r?\n/).entries()) {
    const fields = fieldsOf(line);
    if (at === 0 && fields.every((field) => columnName.test(field))) continue;
    if (!fields.every((field) => hash.test(field))) return { hashes: [], faultyLine: at + 1 };
    hashes.push(...fields.map((field) => field.toLowerCase()));
  }
  return { hashes };
}
