/** The demo's seeding: once, by one start, and anew when it was interrupted. */
import { runScript } from './child.mjs';
import { isEnding } from './lifecycle.mjs';
import { say } from './progress.mjs';
import { Sentence } from './sentence.mjs';
import { databaseOf, dropDatabase, ensureDatabase } from './worlds.mjs';

const noSuchTable = '42P01';

/** `begun`: its seeding was started; `seeded`: it came to its end. A database without our tables is neither. */
const readState = async (url) => {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query(
      `SELECT EXISTS (SELECT FROM long_work WHERE name = 'seeding') AS begun,
              EXISTS (SELECT FROM world WHERE seed IS NOT NULL) AS seeded`,
    );
    return rows[0];
  } catch (error) {
    if (error.code === noSuchTable) return { begun: false, seeded: false };
    throw error;
  } finally {
    await client.end();
  }
};

const seedsNow = async (server) => (await server?.present())?.some((purpose) => purpose.startsWith('start demo')) === true;

/** Makes room for a demo that can be seeded: one whose seeding was interrupted is made anew, unless another start is at it. */
export const renewInterruptedDemo = async ({ url, server }) => {
  const { begun, seeded } = await readState(url);
  if (!begun || seeded || (await seedsNow(server))) return;
  if (!server) throw new Sentence('The seeding of this demo was interrupted: drop its database, create it empty and start again.');
  say('The seeding of the demo was interrupted: making it anew');
  await dropDatabase(server.client, databaseOf('demo'));
  await ensureDatabase(server.client, databaseOf('demo'));
};

/** Seeds the demo that `env` names, beside the running api; a demo seeded before, or by another start just now, is left alone. */
export const seedDemo = async ({ url, server, env }) => {
  const { seeded } = await readState(url);
  if (seeded || (await seedsNow(server))) return;
  const { code } = await runScript('tools/seed-demo.ts', [], { env: { ...process.env, ...env } }).ended;
  if (code !== 0 && !isEnding()) say('The seeding of the demo stopped early: npm start again makes it anew.');
};
