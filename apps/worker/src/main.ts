import { createLogger, readEnv } from '@flywheel/runtime';
import { startWorker } from './start-worker.ts';

const log = createLogger();

async function main(): Promise<void> {
  const worker = await startWorker(readEnv(process.env), log);
  let ending: Promise<void> | undefined;
  const end = (): void => {
    ending ??= worker.stop().then(() => process.exit(0), fail);
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  process.on('disconnect', end);
  process.send?.({ ready: true });
  log.info({ flow: 'start-worker', outcome: 'running' });
}

function fail(error: unknown): never {
  log.fatal({ flow: 'start-worker', outcome: 'failed', reason: error instanceof Error ? error.message : String(error) });
  process.exit(1);
}

process.on('unhandledRejection', fail);
main().catch(fail);
