import type { Writable } from 'node:stream';
import type pg from 'pg';

/** Loads `bytes` through a COPY … FROM STDIN statement within the caller's transaction. */
export type CopyIn = (sql: string, bytes: Buffer) => Promise<void>;

type CopyConnection = { query(sql: string): void; endCopyFrom(): void; stream: Writable };

// The server reads a message whole before it looks into it: small ones stay in its cache.
const messageBytes = 65_536;
const lengthBytes = 4;
const copyData = 'd'.charCodeAt(0);

/** COPY over one connection: the fastest way into a table. The server's refusal is the error it throws. */
export function copyInto(client: pg.ClientBase, sql: string, bytes: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    let failure: Error | undefined;
    const nothing = (): void => undefined;
    // pg runs any object with `submit` as a query and calls its handlers as messages come.
    const submittable = {
      submit: (connection: CopyConnection) => connection.query(sql),
      handleCopyInResponse: (connection: CopyConnection) => {
        sendCopyData(connection.stream, bytes);
        connection.endCopyFrom();
      },
      handleCommandComplete: nothing,
      handleError: (error: Error) => {
        failure = error;
        reject(error);
      },
      handleReadyForQuery: () => {
        if (!failure) resolve();
      },
    };
    (client as unknown as { query(query: typeof submittable): void }).query(submittable);
  });
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
