/** Brings the database at MIGRATE_DATABASE_URL, else DATABASE_URL, to the newest schema; safe to run from many processes at once. */
import { readFileSync } from 'node:fs';
import { migrate } from '@flywheel/database';

const setting = (name: string): string | undefined => {
  const file = process.env[`${name}_FILE`];
  return (file ? readFileSync(file, 'utf8').trim() : process.env[name]) || undefined;
};

const url = setting('MIGRATE_DATABASE_URL') ?? setting('DATABASE_URL');
if (!url) throw new Error('DATABASE_URL must name a Postgres database; npm run migrate provides one');
await migrate(url, (line) => console.error(line));
