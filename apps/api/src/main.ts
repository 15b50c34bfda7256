import { createLogger, readEnv } from '@flywheel/runtime';
import { startApi } from './start-api.ts';

const log = createLogger();

/** Starts, tells the parent process when it listens, and ends in order when it is told to or when the parent is gone. */
async function main(): Promise<void> {
  const api = await startApi(readEnv(process.env), log);
  let ending: Promise<void> | undefined;
  const end = (): void => {
    ending ??= api.stop().then(
      () => process.exit(0),
      (error: unknown) => fail(error),
    );
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  process.on('disconnect', end);
  process.send?.({ ready: true, url: api.url });
  log.info({ flow: 'start', outcome: 'listening', url: api.url });
}

function fail(error: unknown): never {
  log.fatal({ flow: 'start', outcome: 'failed', reason: error instanceof Error ? error.message : String(error), err: error });
  process.exit(1);
}

process.on('unhandledRejection', fail);
main().catch(fail);
