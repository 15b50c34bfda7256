import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net';

/** A way to a database that a test can cut and mend. */
export type CutConnection = {
  /** The database's address by this way. */
  readonly url: string;
  /** Ends every connection and refuses new ones. */
  cut(): Promise<void>;
  mend(): Promise<void>;
};

/** Puts a proxy before the database at `url`. Cut it at the end. */
export async function openCutConnection(url: string): Promise<CutConnection> {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  let port = 0;
  let server: Server | undefined;
  const mend = async (): Promise<void> => {
    const next = createServer((from) => {
      const to = connect(Number(target.port || 5432), target.hostname);
      for (const socket of [from, to]) {
        sockets.add(socket);
        // An end that breaks ends the other; the test is about what the program makes of it.
        socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
      }
      from.pipe(to).pipe(from);
    });
    await new Promise<void>((resolve) => next.listen(port, '127.0.0.1', resolve));
    port = (next.address() as AddressInfo).port;
    server = next;
  };
  await mend();
  const byProxy = new URL(url);
  byProxy.hostname = '127.0.0.1';
  byProxy.port = String(port);
  return {
    url: byProxy.href,
    mend,
    cut: async () => {
      const closing = new Promise<void>((resolve) => server?.close(() => resolve()) ?? resolve());
      for (const socket of sockets) socket.destroy();
      await closing;
    },
  };
}
