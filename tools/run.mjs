/**
 * `npm run audit|backup|bench|drill|evaluate|faults|import|migrate|reconcile|replay|restore|verify`, `node tools/run.mjs
 * golden-decisions|…`: the set-up of `npm start`, then one tool. stdout belongs to the tool.
 */
import { prepareAndRun } from './setup/prepare.mjs';

/**
 * In which world a tool works; `database` names one of its own, `fresh` makes that anew for each run, `asked` is told by --world, `asIs`
 * migrates itself, `offline` needs no database, `reads` signs in as AUDIT_DATABASE_URL says.
 */
const tools = {
  audit: { asked: true, reads: true },
  backup: { asked: true },
  bench: { world: 'replay', database: 'flywheel_bench', fresh: true },
  drill: { asked: true },
  evaluate: { offline: true },
  faults: { offline: true },
  import: { world: 'live' },
  migrate: {},
  'golden-decisions': { world: 'replay', database: 'flywheel_golden', fresh: true },
  'prove-replay': { world: 'replay', database: 'flywheel_proof', fresh: true },
  'replay-decisions': { asked: true },
  reconcile: { asked: true, reads: true },
  replay: { world: 'replay', fresh: true },
  restore: { asked: true, asIs: true },
  verify: { asked: true, reads: true },
};

const runTool = async ([name, ...args]) => {
  const { readSettings } = await import('./setup/arguments.mjs');
  const { openDatabase, migrateDatabase, setting } = await import('./setup/database.mjs');
  const { runScript } = await import('./setup/child.mjs');
  const { endAll } = await import('./setup/lifecycle.mjs');
  const { Sentence } = await import('./setup/sentence.mjs');

  if (!Object.hasOwn(tools, name ?? '')) throw new Sentence(`Say which tool: ${Object.keys(tools).join(', ')}.`);
  const tool = tools[name];
  if (tool.offline) return endAll((await runScript(`tools/${name}/main.ts`, args).ended).code);
  const settings = readSettings(name === 'migrate' || tool.asked ? args : []);
  const world = tool.world ?? settings.world;
  const purpose = `${name} ${process.pid}`;
  const { url } = await openDatabase({
    world,
    dataDir: settings.dataDir,
    purpose,
    fresh: tool.fresh,
    ...(tool.database && { name: tool.database }),
  });
  if (!tool.asIs) await migrateDatabase(url);
  if (name === 'migrate') return endAll(0);
  const address = (tool.reads && setting('AUDIT_DATABASE_URL')) || url;
  const env = { ...process.env, DATABASE_URL: address, DATABASE_URL_FILE: '', DATA_DIR: settings.dataDir, WORLD: world };
  const { code } = await runScript(`tools/${name}/main.ts`, args, { env }).ended;
  return endAll(code);
};

await prepareAndRun(runTool);
