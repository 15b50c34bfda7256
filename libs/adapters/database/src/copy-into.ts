import type pg from 'pg';

/** Loads `bytes` through a COPY … FROM STDIN statement within the caller's transaction. */
export type CopyIn = (sql: string, bytes: Buffer) => Promise<void>;

type CopyConnection = { query(sql: string): void; sendCopyFromChunk(chunk: Buffer): void; endCopyFrom(): void };

/** COPY over one connection: the fastest way into a table. The server's refusal is the error it throws. */
export function copyInto(client: pg.ClientBase, sql: string, bytes: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    let failure: Error | undefined;
    const nothing = (): void => undefined;
    // pg runs any object with `submit` as a query and calls its handlers as messages come.
    const submittable = {
      submit: (connection: CopyConnection) => connection.query(sql),
      handleCopyInResponse: (connection: CopyConnection) => {
        connection.sendCopyFromChunk(bytes);
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
