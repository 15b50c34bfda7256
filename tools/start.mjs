/** `npm start`: from a bare clone to a running product; `-- --world live|replay` shows another world. */
import path from 'node:path';
import { prepareAndRun } from './setup/prepare.mjs';

const start = async (args) => {
  const { readSettings } = await import('./setup/arguments.mjs');
  const { openDatabase, migrateDatabase, setting } = await import('./setup/database.mjs');
  const { startApi, startWorker, waitForPort } = await import('./setup/api.mjs');
  const { renewInterruptedDemo, seedDemo } = await import('./setup/demo.mjs');
  const { endAll } = await import('./setup/lifecycle.mjs');
  const { say } = await import('./setup/progress.mjs');
  const { Sentence } = await import('./setup/sentence.mjs');

  const { world, dataDir, host, port } = readSettings(args);
  const address = `http://${host}:${port}`;
  const purpose = `start ${world} ${address}`;
  const { url, server } = await openDatabase({ world, dataDir, purpose });
  if (!(await waitForPort(host, port))) {
    if (!(await server?.present())?.includes(purpose)) {
      throw new Sentence(`Port ${port} is in use by another program: stop it, or set PORT to another one.`);
    }
    say('Flywheel already runs from this data folder.');
    console.log(`READY ${address}`);
    return endAll(0);
  }
  if (world === 'demo') await renewInterruptedDemo({ url, server });
  await migrateDatabase(url);
  const env = { DATABASE_URL: url, DATABASE_URL_FILE: '', WORLD: world, DATA_DIR: dataDir, HOST: host, PORT: String(port) };
  // In a terminal lines for machines would tear the progress apart; a container keeps everything on its streams.
  const logFile = process.stderr.isTTY ? path.join(dataDir, 'api.log') : undefined;
  const gaveUp = () => {
    say(`A program keeps ending: stopping. Its own words stand ${logFile ? `in ${logFile}` : 'above'}.`);
    void endAll(1);
  };
  const ready = await startApi({ env, gaveUp, logFile });
  if (setting('REDIS_URL')) await startWorker({ env, gaveUp, logFile });
  console.log(`READY ${ready}`);
  if (world === 'demo') await seedDemo({ url, server, env });
  return undefined;
};

await prepareAndRun(start);
