/** Reads the settings of a start from its arguments and environment. */
import path from 'node:path';
import { setting } from './database.mjs';
import { Sentence } from './sentence.mjs';
import { root } from './workspace.mjs';
import { databaseOf } from './worlds.mjs';

/** The value after `--name` or in `--name=value`; undefined when it is not there. */
export const option = (args, name) => {
  const at = args.findIndex((each) => each === `--${name}` || each.startsWith(`--${name}=`));
  if (at < 0) return undefined;
  const value = args[at].includes('=') ? args[at].slice(name.length + 3) : args[at + 1];
  if (!value) throw new Sentence(`--${name} needs a value.`);
  return value;
};

/** World (argument, WORLD, else demo on the embedded server and live on one of your own), data folder, host and port. */
export const readSettings = (args, variables = process.env) => {
  const world = option(args, 'world') ?? variables.WORLD ?? (setting('DATABASE_URL', variables) ? 'live' : 'demo');
  databaseOf(world);
  const port = Number(variables.PORT || 3000);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Sentence(`PORT must be a whole number from 0 to 65535, not "${variables.PORT}".`);
  return { world, dataDir: path.resolve(root, variables.DATA_DIR || '.data'), host: variables.HOST || '127.0.0.1', port };
};
