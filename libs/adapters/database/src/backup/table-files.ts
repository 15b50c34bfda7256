import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { constants, createGunzip, createGzip } from 'node:zlib';
import type pg from 'pg';
import { copyRaw, type Flow } from '../copy-out.ts';
import { quoted } from './list-tables.ts';

/** How much text a table gave, and its hash. */
export type Measured = { rows: number; bytes: number; sha256: string };

type Columns = { readonly name: string; readonly columns: readonly string[]; readonly withheld: readonly string[] };

const lineEnd = 0x0a;
const pieceBytes = 256 * 1024;

/** The COPY statement that reads a table's rows as text; those withheld come out without a value. */
function copyStatement({ name, columns, withheld }: Columns): string {
  const list = columns.map((column) => (withheld.includes(column) ? 'NULL' : `"${column}"`)).join(', ');
  return `COPY (SELECT ${list} FROM ONLY ${quoted(name)}) TO STDOUT`;
}

/** Writes a table's rows into a gzipped file and returns what it wrote, on disk when this ends. */
export async function writeTable(client: pg.ClientBase, table: Columns, path: string): Promise<Measured> {
  const packed = createGzip({ level: constants.Z_BEST_SPEED });
  const file = createWriteStream(path, { mode: 0o600, flags: 'wx', flush: true });
  const written = once(file, 'close');
  packed.on('error', (error) => file.destroy(error)).pipe(file);
  try {
    let held: Flow | undefined;
    const measured = await measure(client, copyStatement(table), (piece, flow) => {
      if (packed.write(piece)) return;
      held ??= flow;
      held?.pause();
      packed.once('drain', () => held?.resume());
    });
    // Who ends a stream hears no drain any more, and the next question is asked over the same connection.
    held?.resume();
    packed.end();
    await written;
    return measured;
  } catch (error) {
    packed.destroy();
    file.destroy();
    throw error;
  }
}

/** The same figures of a table as it stands, without writing them anywhere. */
export function measureTable(client: pg.ClientBase, table: Columns): Promise<Measured> {
  return measure(client, copyStatement(table), () => undefined);
}

/** A file's text, piece by piece; `measured` is right when all of it was taken. */
export function readTable(path: string): { chunks: AsyncIterable<Buffer>; measured: Measured } {
  const measured: Measured = { rows: 0, bytes: 0, sha256: '' };
  const hash = createHash('sha256');
  const unpacked = createReadStream(path)
    .on('error', (error) => unpacked.destroy(error))
    .pipe(createGunzip({ chunkSize: pieceBytes }));
  const read = async function* (): AsyncGenerator<Buffer> {
    for await (const chunk of unpacked as AsyncIterable<Buffer>) {
      hash.update(chunk);
      measured.bytes += chunk.length;
      measured.rows += lines(chunk);
      yield chunk;
    }
    measured.sha256 = hash.digest('hex');
  };
  return { chunks: read(), measured };
}

async function measure(client: pg.ClientBase, statement: string, put: (piece: Buffer, flow?: Flow) => void): Promise<Measured> {
  const hash = createHash('sha256');
  const measured: Measured = { rows: 0, bytes: 0, sha256: '' };
  let pieces: Buffer[] = [];
  let waiting = 0;
  const flush = (flow?: Flow): void => {
    const piece = Buffer.concat(pieces);
    hash.update(piece);
    measured.bytes += piece.length;
    measured.rows += lines(piece);
    pieces = [];
    waiting = 0;
    put(piece, flow);
  };
  await copyRaw(client, statement, (chunk, flow) => {
    // The bytes are the connection's own and written over when this returns.
    pieces.push(Buffer.from(chunk));
    waiting += chunk.length;
    if (waiting >= pieceBytes) flush(flow);
  });
  if (waiting > 0) flush();
  measured.sha256 = hash.digest('hex');
  return measured;
}

/** COPY's text ends every row with a line end and never has one within a row. */
function lines(chunk: Buffer): number {
  let n = 0;
  for (let at = chunk.indexOf(lineEnd); at >= 0; at = chunk.indexOf(lineEnd, at + 1)) n += 1;
  return n;
}
