/** The embedded PostgreSQL 18 of a data folder: adopted where it runs, started where it does not, stopped by whoever leaves last. */
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { serverAccount } from './postgres/account.mjs';
import { findBinaries } from './postgres/binaries.mjs';
import { ensureCluster } from './postgres/cluster.mjs';
import { isRunning, livePostmaster } from './postgres/owner.mjs';
import { addressOf, appear, others } from './postgres/presence.mjs';
import { explainRefusal, freePort, launch, shutDown } from './postgres/server.mjs';
import { Sentence } from './setup/sentence.mjs';

const tries = 60;
const slowestRetryMs = 5000;

/** Uses a live server if somebody answers for it; one that nobody answers for is stopped, so that the next try starts it afresh. */
const adopt = async ({ place, live, purpose }) => {
  const { client, launcher } = await appear({ ...place, port: live.port, purpose });
  for (let waited = 0; !isRunning(launcher) && waited < 3000; waited += 100) {
    if ((await others(client)).length === 0) {
      await client.end();
      await shutDown(place);
      return undefined;
    }
    await sleep(100); // programs of a dead launcher are on their way out
  }
  return { client, port: live.port, launcher, adopted: true };
};

const startAt = async ({ place, port, purpose }) => {
  const connect = (at) => appear({ ...place, port: at, purpose });
  const { ready, refused } = await launch({ ...place, port, connect });
  if (ready) return { held: { ...ready, port, adopted: false } };
  const sentence = explainRefusal(refused, place.cluster);
  if (sentence) throw sentence;
  return { refused };
};

/** Adopts or starts, with patience: after kill -9 the old server's children and its unreaped process are in the way for a moment. */
const hold = async ({ place, purpose, preferredPort }) => {
  let last = 'the server does not answer';
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const live = livePostmaster(place.cluster);
    try {
      const { held, refused } = live
        ? { held: await adopt({ place, live, purpose }) }
        : await startAt({ place, purpose, port: attempt < 5 && preferredPort ? preferredPort : await freePort() });
      if (held) return held;
      last = refused ?? last;
    } catch (error) {
      if (error instanceof Sentence) throw error;
      if (error.code === '28P01')
        throw new Sentence(`The password in ${place.dataDir}/postgres-password is not the one of the database in ${place.cluster}.`);
      last = error.message;
    }
    await sleep(Math.min(100 * 1.25 ** attempt, slowestRetryMs));
  }
  throw new Sentence(`The database in ${place.cluster} does not start (its log: ${place.logFile}).\n${last}`);
};

/**
 * Opens the server of `dataDir`. `purpose` names the program to others (≤ 50 characters). Returns
 * `url(database)`, `adopted`, `present()` (the purposes of other programs), `client` (database `postgres`) and `stop()`.
 * `throwaway` trades safety against a crash of the machine for speed. A server that dies meanwhile is started again at the same
 * port until `stop`.
 */
export const openPostgres = async ({ dataDir, purpose = `tool ${process.pid}`, log = () => undefined, throwaway = false }) => {
  const folder = path.resolve(dataDir);
  const wanted = serverAccount();
  const binaries = findBinaries(wanted);
  const place = {
    ...(await ensureCluster({ dataDir: folder, binaries, account: wanted, log })),
    binaries,
    dataDir: folder,
    throwaway,
    logFile: path.join(folder, 'postgres.log'),
  };
  let held = await hold({ place, purpose });
  let stopping = false;
  const watch = () =>
    held.client.once('end', async () => {
      if (stopping) return;
      log('The database ended unexpectedly; starting it again');
      held = await hold({ place, purpose, preferredPort: held.port });
      if (stopping) return;
      log('The database answers again');
      watch();
    });
  watch();
  return {
    adopted: held.adopted,
    cluster: place.cluster,
    get client() {
      return held.client;
    },
    present: () => others(held.client),
    url: (database) => addressOf({ port: held.port, password: place.password, database }),
    stop: async () => {
      stopping = true;
      const company = await others(held.client).catch(() => []);
      await held.client.end().catch(() => undefined);
      const mine = !held.adopted || !isRunning(held.launcher);
      if (mine && company.length === 0) await shutDown(place);
      else if (!held.adopted) log(`The database stays for: ${company.join(', ')}`);
    },
  };
};
