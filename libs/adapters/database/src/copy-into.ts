import type { Writable } from 'node:stream';
import type pg from 'pg';

/** Loads `bytes` through COPY … FROM STDIN statements within the caller's transaction: of several, `sql` has as many, in their order. */
export type CopyIn = (sql: string, ...bytes: Buffer[]) => Promise<void>;

type CopyConnection = { query(sql: string): void; endCopyFrom(): void; sendCopyFail(reason: string): void; stream: Writable };

// The server reads a message whole before it looks into it: small ones stay in its cache.
const messageBytes = 65_536;
const lengthBytes = 4;
const copyData = 'd'.charCodeAt(0);

/**
 * COPY over one connection: the fastest way into a table. Of several buffers each is for one
 * statement of `sql`. Of a source of chunks the next is asked for as fast as the server takes them. The
 * server's refusal, or what the source throws, is the error it throws.
 */
export function copyInto(client: pg.ClientBase, sql: string, bytes: readonly Buffer[] | AsyncIterable<Buffer>): Promise<void> {
  return new Promise((resolve, reject) => {
    let failure: Error | undefined;
    const fail = (error: Error): void => {
      failure ??= error;
      reject(error);
    };
    const nothing = (): void => undefined;
    // pg runs any object with `submit` as a query and calls its handlers as messages come.
    const submittable = {
      submit: (connection: CopyConnection) => {
        connection.query(sql);
        if (!isReady(bytes)) return;
        // Not after the server's word that it is ready: it reads what is there in order, and drops it where the statement is refused.
        for (const each of bytes) {
          sendCopyData(connection.stream, each);
          connection.endCopyFrom();
        }
      },
      handleCopyInResponse: (connection: CopyConnection) => {
        if (isReady(bytes)) return;
        sendChunks(connection, bytes, () => failure !== undefined).catch((error: Error) => {
          fail(error);
          connection.sendCopyFail(error.message);
        });
      },
      handleCommandComplete: nothing,
      handleError: fail,
      handleReadyForQuery: () => {
        if (!failure) resolve();
      },
    };
    (client as unknown as { query(query: typeof submittable): void }).query(submittable);
  });
}

function isReady(bytes: readonly Buffer[] | AsyncIterable<Buffer>): bytes is readonly Buffer[] {
  return Array.isArray(bytes);
}

async function sendChunks(connection: CopyConnection, chunks: AsyncIterable<Buffer>, refused: () => boolean): Promise<void> {
  for await (const chunk of chunks) {
    // After a refusal the server reads no more of this.
    if (refused()) return;
    sendCopyData(connection.stream, chunk);
    if (connection.stream.writableNeedDrain) await new Promise<void>((resolve) => connection.stream.once('drain', () => resolve()));
  }
  connection.endCopyFrom();
}

/** As CopyData messages of the protocol, from where the bytes are: pg would copy them into a new buffer first. */
function sendCopyData(stream: Writable, bytes: Buffer): void {
  stream.cork();
  for (let from = 0; from < bytes.length; from += messageBytes) {
    const piece = bytes.subarray(from, from + messageBytes);
    const head = Buffer.allocUnsafe(1 + lengthBytes);
    head[0] = copyData;
    head.writeInt32BE(lengthBytes + piece.length, 1);
    stream.write(head);
    stream.write(piece);
  }
  stream.uncork();
}
