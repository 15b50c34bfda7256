import type pg from 'pg';

/**
 * Reads the rows of a query by COPY … TO STDOUT (FORMAT binary), a tuple at a time as it comes, within the caller's transaction. The bytes
 * are only good until `take` returns: nothing waits between two tuples, so many are read in a thread of their own.
 */
export type CopyOut = (sql: string, take: (tuple: Buffer) => void) => Promise<void>;

/** Lets the server wait until whoever takes the bytes has room again. */
export type Flow = { pause(): void; resume(): void };

type CopyConnection = { readonly stream: Flow; query(sql: string): void };

// The signature, the flags, and the length of the extension.
const headerBytes = 19;
const signature = 'PGCOPY\n';

/** The same over one connection. The server's refusal, or what `take` throws first, is the error it throws. */
export function copyOut(client: pg.ClientBase, sql: string, take: (tuple: Buffer) => void): Promise<void> {
  return copyRaw(client, `COPY (${sql}) TO STDOUT (FORMAT binary)`, (chunk) => {
    const tuple = withoutHeader(chunk);
    if (tuple.length >= 2 && tuple.readInt16BE(0) >= 0) take(tuple);
  });
}

/** Runs a whole COPY … TO STDOUT statement; `take` hears each piece of its output. */
export function copyRaw(client: pg.ClientBase, statement: string, take: (chunk: Buffer, flow: Flow) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    let failure: Error | undefined;
    const nothing = (): void => undefined;
    const submittable = {
      submit: (connection: CopyConnection) => connection.query(statement),
      handleCopyData: ({ chunk }: { chunk: Buffer }, { stream }: CopyConnection) => {
        if (failure) return;
        try {
          take(chunk, stream);
        } catch (error) {
          // The rest still has to be read off the connection.
          failure = error as Error;
        }
      },
      handleCommandComplete: nothing,
      handleError: (error: Error) => {
        failure = error;
        reject(error);
      },
      handleReadyForQuery: () => {
        if (failure) reject(failure);
        else resolve();
      },
    };
    (client as unknown as { query(query: typeof submittable): void }).query(submittable);
  });
}

/** The first message begins with the header. */
function withoutHeader(chunk: Buffer): Buffer {
  return chunk[0] === 0x50 && chunk.toString('latin1', 0, signature.length) === signature ? chunk.subarray(headerBytes) : chunk;
}
