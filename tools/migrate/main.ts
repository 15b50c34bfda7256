/**
 * Brings the database at MIGRATE_DATABASE_URL, else DATABASE_URL, to the newest schema, and opens it to the users of DATABASE_URL (app),
 * REPORT_DATABASE_URL and AUDIT_DATABASE_URL (readers); safe to run from many processes at once.
 */
import { readFileSync } from 'node:fs';
import { migrate, openToRoles, type RoleKind } from '@flywheel/database';
import { openQueueBackend } from '@flywheel/queue';

const setting = (name: string): string | undefined => {
  const file = process.env[`${name}_FILE`];
  return (file ? readFileSync(file, 'utf8').trim() : process.env[name]) || undefined;
};

const url = setting('MIGRATE_DATABASE_URL') ?? setting('DATABASE_URL');
if (!url) throw new Error('DATABASE_URL must name a Postgres database; npm run migrate provides one');
await migrate(url, (line) => console.error(line));

const userOf = (address: string): string => decodeURIComponent(new URL(address).username);
const owner = userOf(url);
const roles = (
  [
    ['DATABASE_URL', 'app'],
    ['REPORT_DATABASE_URL', 'reader'],
    ['AUDIT_DATABASE_URL', 'reader'],
  ] satisfies [string, RoleKind][]
).flatMap(([name, kind]) => {
  const address = setting(name);
  return address && userOf(address) !== owner ? [{ role: userOf(address), kind }] : [];
});
if (roles.length > 0) {
  await (await openQueueBackend({ databaseUrl: url })).close();
  await openToRoles(url, roles);
  console.error(`the database is open to ${roles.map(({ role, kind }) => `${role} (${kind})`).join(', ')}`);
} else console.error(`one role does everything: ${owner}; DATABASE_URL may name one that owns nothing (docs/operations.md)`);
