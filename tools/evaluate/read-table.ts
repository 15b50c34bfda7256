import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { BadInput } from './refusals.ts';
import { splitCells } from './split-cells.ts';

/** What is known of a file that was read. `dropped` counts lines that were set aside. */
export type ReadFile = { path: string; sha256: string; rows: number; dropped: number };

/** How a file is to be read; what is left out is found by looking at its first line. */
export type TableFormat = { delimiter?: string | undefined; header?: boolean | undefined; encoding?: string | undefined };

export type Table = { file: ReadFile; header: readonly string[] | undefined; rows: string[][] };

const delimiters = ['\t', '::', '|', ',', ';', ' '];
const mostBytes = 2 ** 30;

/** Reads a delimited text file, plain or gzip, at most 1 GiB of text. Refuses a missing or empty file with its name. */
export async function readTable(path: string, format: TableFormat = {}): Promise<Table> {
  const bytes = await readBytes(path);
  const text = new TextDecoder(format.encoding ?? encodingOf(bytes)).decode(bytes);
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const first = lines[0];
  if (first === undefined) throw new BadInput(`${path} is empty`);
  const delimiter = format.delimiter ?? delimiters.find((each) => first.includes(each)) ?? '\t';
  const cells = lines.map((line) => splitCells(line, delimiter));
  const hasHeader = format.header ?? looksLikeHeader(cells);
  const rows = hasHeader ? cells.slice(1) : cells;
  return {
    file: { path, sha256: createHash('sha256').update(bytes).digest('hex'), rows: rows.length, dropped: 0 },
    header: hasHeader ? cells[0] : undefined,
    rows,
  };
}

async function readBytes(path: string): Promise<Buffer> {
  const size = await stat(path).catch(() => undefined);
  if (!size?.isFile()) throw new BadInput(`${path}: no such file`);
  const raw = createReadStream(path);
  const chunks: Buffer[] = [];
  let total = 0;
  try {
    for await (const chunk of path.endsWith('.gz') ? raw.pipe(createGunzip()) : raw) {
      total += (chunk as Buffer).length;
      if (total > mostBytes) throw new BadInput(`${path} is larger than 1 GiB`);
      chunks.push(chunk as Buffer);
    }
  } catch (error) {
    throw error instanceof BadInput
      ? error
      : new BadInput(`${path} can not be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  return Buffer.concat(chunks);
}

function encodingOf(bytes: Buffer): string {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return 'utf-8';
  } catch {
    return 'latin1';
  }
}

/** A header has no number where the next lines have one. */
function looksLikeHeader(cells: readonly string[][]): boolean {
  const [first = [], second = []] = cells;
  return second.some((cell, index) => isNumber(cell) && !isNumber(first[index] ?? '')) && !first.some(isNumber);
}

function isNumber(cell: string): boolean {
  return cell.trim() !== '' && Number.isFinite(Number(cell));
}
