import { fromRowId, toRowId, type Id, type Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

/** A role held for one account, one creator, or neither (the operator's own people). */
export type HeldRoleRow = { readonly role: string; readonly account?: string; readonly creator?: string };

/** A person as stored; `email` is lower case, `passwordHash` an argon2id string. */
export type PersonRow = {
  readonly person: Id<'usr'>;
  readonly email: string;
  readonly displayName: string;
  readonly passwordHash: string;
  readonly disabled: boolean;
};

/** Inserts a person with roles. Returns false when the e-mail address is taken; nothing is written then. */
export async function insertPerson(
  tx: Tx,
  person: {
    person: Id<'usr'>;
    email: string;
    displayName: string;
    passwordHash: string;
    demoTile?: string | undefined;
    roles: readonly HeldRoleRow[];
    now: Instant;
  },
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `INSERT INTO person (person_id, email, display_name, password_hash, demo_tile, created_at)
     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (email) DO NOTHING`,
    [toRowId(person.person), person.email, person.displayName, person.passwordHash, person.demoTile ?? null, new Date(person.now)],
  );
  if (rowCount === 0) return false;
  await grantRoles(tx, person.person, person.roles);
  return true;
}

/** Adds roles to a person; those already held stay as they are. */
export async function grantRoles(tx: Tx, person: Id<'usr'>, roles: readonly HeldRoleRow[]): Promise<void> {
  await tx.query(
    `INSERT INTO person_role (person_id, role, account_id, creator_id)
     SELECT $1, role, row_id(account), row_id(creator) FROM unnest($2::text[], $3::text[], $4::text[]) AS held (role, account, creator)
     ON CONFLICT DO NOTHING`,
    [toRowId(person), roles.map((held) => held.role), roles.map((held) => held.account ?? null), roles.map((held) => held.creator ?? null)],
  );
}

/** The person with that address, in whatever case it is typed. */
export async function findPersonByEmail(tx: Tx, email: string): Promise<PersonRow | undefined> {
  return find(tx, 'email = lower($1)', email);
}

/** The person behind a tile of the demo's sign-in page. */
export async function findPersonByTile(tx: Tx, tile: string): Promise<PersonRow | undefined> {
  return find(tx, 'demo_tile = $1', tile);
}

/** Everyone who can sign in, by address. At most 1,000. */
export async function listPeople(tx: Tx): Promise<(Omit<PersonRow, 'passwordHash'> & { roles: HeldRoleRow[] })[]> {
  const { rows } = await tx.query<{ person: Id<'usr'>; email: string; displayName: string; disabled: boolean; roles: HeldRoleRow[] }>(
    `SELECT wire_id('usr', p.person_id) AS person, email, display_name AS "displayName", disabled_at IS NOT NULL AS disabled,
            coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
                       'role', r.role, 'account', wire_id('acc', r.account_id), 'creator', wire_id('crt', r.creator_id)))
                     ORDER BY r.role) FILTER (WHERE r.role IS NOT NULL), '[]') AS roles
       FROM person p LEFT JOIN person_role r USING (person_id)
      GROUP BY p.person_id ORDER BY email LIMIT 1000`,
  );
  return rows;
}

/** Whether anyone may grant roles yet. */
export async function hasAdmin(tx: Tx): Promise<boolean> {
  const { rowCount } = await tx.query(`SELECT 1 FROM person_role WHERE role = 'admin' LIMIT 1`);
  return rowCount > 0;
}

async function find(tx: Tx, condition: string, value: string): Promise<PersonRow | undefined> {
  const { rows } = await tx.query<{ person_id: string; email: string; display_name: string; password_hash: string; disabled: boolean }>(
    `SELECT person_id, email, display_name, password_hash, disabled_at IS NOT NULL AS disabled FROM person WHERE ${condition}`,
    [value],
  );
  const row = rows[0];
  return (
    row && {
      person: fromRowId('usr', row.person_id),
      email: row.email,
      displayName: row.display_name,
      passwordHash: row.password_hash,
      disabled: row.disabled,
    }
  );
}
