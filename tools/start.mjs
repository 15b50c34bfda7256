/** `npm start`: from a bare clone to a running product; `-- --world live|replay` shows another world. */
import { prepareAndRun } from './setup/prepare.mjs';

const start = async (args) => {
  const { readSettings } = await import('./setup/arguments.mjs');
  const { openDatabase, migrateDatabase } = await import('./setup/database.mjs');
  const { startApi, waitForPort } = await import('./setup/api.mjs');
  const { runScript } = await import('./setup/child.mjs');
  const { endAll, isEnding } = await import('./setup/lifecycle.mjs');
  const { say } = await import('./setup/progress.mjs');
  const { Sentence } = await import('./setup/sentence.mjs');

  const { world, dataDir, host, port } = readSettings(args);
  const address = `http://${host}:${port}`;
  const purpose = `start ${world} ${address}`;
  const { url, server } = await openDatabase({ world, dataDir, purpose });
  if (!(await waitForPort(host, port))) {
    if (!(await server?.present())?.includes(purpose))
      throw new Sentence(`Port ${port} is in use by another program: stop it, or set PORT to another one.`);
    say('Flywheel already runs from this data folder.');
    console.log(`READY ${address}`);
    return endAll(0);
  }
  await migrateDatabase(url);
  const env = { DATABASE_URL: url, DATABASE_URL_FILE: '', WORLD: world, DATA_DIR: dataDir, HOST: host, PORT: String(port) };
  const gaveUp = () => {
    say('The api keeps ending: stopping. Its own words stand above.');
    void endAll(1);
  };
  const ready = await startApi({ env, gaveUp });
  console.log(`READY ${ready}`);
  if (world !== 'demo') return undefined;
  const { code } = await runScript('tools/seed-demo.ts', [], { env: { ...process.env, ...env, API_URL: ready } }).ended;
  if (code !== 0 && !isEnding()) say('Seeding the demo stopped early: it goes on at the next npm start.');
  return undefined;
};

await prepareAndRun(start);
