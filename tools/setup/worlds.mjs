/** A world is one database; demo data never mixes with real data. */
import { Sentence } from './sentence.mjs';

const databases = { demo: 'flywheel_demo', live: 'flywheel', replay: 'flywheel_replay' };

/** The database of a world. Refuses names that are no world. */
export const databaseOf = (world) => {
  if (!Object.hasOwn(databases, world)) throw new Sentence(`There is no world "${world}": choose ${Object.keys(databases).join(', ')}.`);
  return databases[world];
};

/** Creates a database where it is missing; two programs may ask at once. */
export const ensureDatabase = async (client, name) => {
  const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
  if (rowCount > 0) return;
  try {
    await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
  } catch (error) {
    if (error.code !== '42P04' && error.code !== '23505') throw error;
  }
};

/** Drops a database with everything in it, also under open connections. */
export const dropDatabase = (client, name) => client.query(`DROP DATABASE IF EXISTS ${client.escapeIdentifier(name)} WITH (FORCE)`);
