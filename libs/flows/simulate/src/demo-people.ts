import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { CreateApiKey, CreatePerson } from '@flywheel/access';
import type { Database } from '@flywheel/database';
import type { HeldRole } from '@flywheel/http/roles';
import { assert, type Instant } from '@flywheel/primitives';

/** Whose account and whose page the demo's advertiser and creator tiles open. */
export type DemoOwners = { readonly account: string; readonly creator: string };

/** The people of a demo: one behind each tile of the sign-in page, and a second finance person, since nobody approves their own work. */
export async function addDemoPeople(database: Database, owners: DemoOwners, now: Instant): Promise<void> {
  const create = new CreatePerson(database);
  for (const person of demoPeople(owners)) {
    // Nobody knows these passwords: the tiles sign in without one, and only while the world is a marked demo.
    const answer = await create.run({ ...person, password: randomBytes(24).toString('base64url'), now, actor: 'demo' });
    assert(answer.outcome === 'created', `a demo person can be added: ${person.email}`);
  }
}

function demoPeople({ account, creator }: DemoOwners): Array<{ email: string; displayName: string; roles: HeldRole[]; demoTile?: string }> {
  return [
    {
      email: 'advertiser@demo.example',
      displayName: 'Ada Advertiser',
      roles: [
        { role: 'advertiser.owner', account },
        { role: 'advertiser.billing', account },
      ],
      demoTile: 'advertiser',
    },
    { email: 'creator@demo.example', displayName: 'Cleo Creator', roles: [{ role: 'creator.owner', creator }], demoTile: 'creator' },
    {
      email: 'finance@demo.example',
      displayName: 'Finn Finance',
      roles: [{ role: 'finance.viewer' }, { role: 'finance.preparer' }, { role: 'finance.approver' }],
      demoTile: 'finance',
    },
    { email: 'controller@demo.example', displayName: 'Cora Controller', roles: [{ role: 'finance.approver' }] },
    { email: 'operator@demo.example', displayName: 'Otis Operator', roles: [{ role: 'moderator' }, { role: 'ops' }], demoTile: 'operator' },
    { email: 'admin@demo.example', displayName: 'Ann Admin', roles: [{ role: 'admin' }], demoTile: 'admin' },
  ];
}

/** Makes the demo's API key with all scopes a first walk through the API needs; writes it to `demo-api-key` of the data folder (0600). */
export async function writeDemoKey(database: Database, dataDir: string, now: Instant): Promise<void> {
  const { secret } = await new CreateApiKey(database).run({
    name: 'demo',
    scopes: ['events:write', 'content:write', 'decisions:read', 'segments:read', 'reports:read', 'ledger:read', 'exports:read'],
    now,
  });
  await mkdir(dataDir, { recursive: true });
  await writeFile(path.join(dataDir, 'demo-api-key'), `${secret}\n`, { mode: 0o600 });
}
