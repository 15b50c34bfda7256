import { readFileSync } from 'node:fs';
import { openToRoles, type RoleKind } from '@flywheel/database';
import { openQueueBackend } from '@flywheel/queue';

/** A setting from `X`, or from the file that `X_FILE` names. */
export function setting(name: string): string | undefined {
  const file = process.env[`${name}_FILE`];
  return (file ? readFileSync(file, 'utf8').trim() : process.env[name]) || undefined;
}

const users = [
  ['DATABASE_URL', 'app'],
  ['REPORT_DATABASE_URL', 'reader'],
  ['AUDIT_DATABASE_URL', 'reader'],
] satisfies [string, RoleKind][];

/** Opens the migrated database at the owner's `url` to the users of the other settings; says who that is, or that one does everything. */
export async function openRoles(url: string, log: (line: string) => void): Promise<void> {
  const owner = userOf(url);
  const roles = users.flatMap(([name, kind]) => {
    const address = setting(name);
    return address && userOf(address) !== owner ? [{ role: userOf(address), kind }] : [];
  });
  if (roles.length === 0) return log(`one database user does everything: ${owner}`);
  await (await openQueueBackend({ databaseUrl: url })).close();
  await openToRoles(url, roles);
  return log(`the database is open to ${roles.map(({ role, kind }) => `${role} (${kind})`).join(', ')}`);
}

function userOf(address: string): string {
  return decodeURIComponent(new URL(address).username);
}
