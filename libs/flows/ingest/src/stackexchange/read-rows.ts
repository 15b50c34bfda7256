import { createReadStream } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import { createGunzip } from 'node:zlib';
import { SaxesParser } from 'saxes';
import { DumpError } from './dump-error.ts';

/** The attributes of one `<row …/>`. */
export type DumpRow = Readonly<Record<string, string>>;

/**
 * Streams the rows of one dump file, plain or gzip, in chunks of at most 64 KiB of text; a file that is one single line is no trouble.
 * Throws `DumpError` with the byte offset at the first place where the XML is not well formed, or the compressed stream is broken.
 */
export async function* readRows(file: string): AsyncGenerator<DumpRow[]> {
  const raw = createReadStream(file);
  const stream = file.endsWith('.gz') ? raw.pipe(createGunzip()) : raw;
  // A pipe does not pass a reading error on; without this a broken disk would wait for ever.
  raw.on('error', (error) => stream.destroy(error));
  const parse = new ChunkParser(file);
  try {
    for await (const chunk of stream) yield parse.feed(chunk as Buffer);
  } catch (error) {
    throw error instanceof DumpError ? error : parse.broken(error instanceof Error ? error.message : String(error));
  } finally {
    stream.destroy();
    raw.destroy();
  }
  parse.end();
}

class ChunkParser {
  private readonly parser = new SaxesParser();
  private readonly decoder = new StringDecoder('utf8');
  private readonly file: string;
  private rows: DumpRow[] = [];
  private depth = 0;
  private bytesBefore = 0;
  private charsBefore = 0;
  private text = '';
  private lastRow: string | undefined;

  constructor(file: string) {
    this.file = file;
    this.parser.on('error', (error) => {
      throw this.broken(error.message.replace(/^\d+:\d+: /, ''));
    });
    this.parser.on('opentag', (tag) => {
      this.depth += 1;
      if (this.depth !== 2) return;
      if (tag.name !== 'row') throw this.broken(`expected <row>, found <${tag.name}>`);
      const row = tag.attributes as DumpRow;
      this.lastRow = row['Id'] ?? this.lastRow;
      this.rows.push(row);
    });
    this.parser.on('closetag', () => {
      this.depth -= 1;
    });
  }

  feed(chunk: Buffer): DumpRow[] {
    this.take(this.decoder.write(chunk));
    const rows = this.rows;
    this.rows = [];
    return rows;
  }

  end(): void {
    this.take(this.decoder.end());
    this.parser.close();
  }

  broken(reason: string): DumpError {
    const inChunk = Math.max(0, this.parser.position - this.charsBefore);
    return new DumpError(reason, {
      file: this.file,
      byteOffset: this.bytesBefore + Buffer.byteLength(this.text.slice(0, inChunk)),
      rowId: this.lastRow,
    });
  }

  private take(text: string): void {
    this.text = text;
    this.parser.write(text);
    this.bytesBefore += Buffer.byteLength(text);
    this.charsBefore += text.length;
    this.text = '';
  }
}
