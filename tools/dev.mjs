/** `npm run dev`: compiler, api and pages follow every change; shows the data folder that `npm start` filled. */
import { prepareAndRun } from './setup/prepare.mjs';

const develop = async (args) => {
  const { readSettings } = await import('./setup/arguments.mjs');
  const { run } = await import('./setup/child.mjs');
  const { openDatabase, migrateDatabase } = await import('./setup/database.mjs');
  const { endAll, isEnding } = await import('./setup/lifecycle.mjs');
  const { say } = await import('./setup/progress.mjs');
  const { inside } = await import('./setup/workspace.mjs');

  const { world, dataDir, host, port } = readSettings(args);
  const { url } = await openDatabase({ world, dataDir, purpose: `dev ${process.pid}` });
  await migrateDatabase(url);
  const api = `http://${host}:${port}`;
  const settings = {
    DATABASE_URL: url,
    DATABASE_URL_FILE: '',
    WORLD: world,
    DATA_DIR: dataDir,
    HOST: host,
    PORT: String(port),
    API_ORIGIN: api,
  };
  const env = { ...process.env, ...settings };
  const parts = [
    run(process.execPath, [inside('node_modules/tsc7/bin/tsc'), '-b', '--watch', '--preserveWatchOutput'], { env }),
    run(process.execPath, ['--watch', '--watch-preserve-output', inside('apps/api/dist/main.js')], { env }),
    run(process.execPath, [inside('node_modules/vite/bin/vite.js'), 'dev', '--host', host, '--port', String(port + 1)], {
      env,
      cwd: inside('apps/dashboard'),
    }),
  ];
  say(`Pages that follow your changes: http://${host}:${port + 1} (the api: ${api}). Ctrl-C stops everything.`);
  await Promise.race(parts.map(({ ended }) => ended));
  if (!isEnding()) await endAll(1);
};

await prepareAndRun(develop);
