import type { AudienceKind } from '@flywheel/privacy';
import { toRowId, type Id, type Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

/** An audience with its counts. `people` is exact and never leaves the system; `toldPeople` is what its told size is made from. */
export type StoredAudience = {
  audience: Id<'aud'>;
  account: Id<'acc'>;
  name: string;
  kind: AudienceKind;
  definition: unknown;
  archived: boolean;
  people: number;
  toldPeople: number;
  targetable: boolean;
  countedAt: Instant | undefined;
  builtAt: Instant | undefined;
  buildNote: string | undefined;
  /** Lookalikes: how alike the last person let in is, at each percent. */
  curve: readonly SimilarityAt[] | undefined;
  /** Lookalikes: how well people of the seed that the model had not seen were told from random people. */
  quality: LookalikeQuality | undefined;
  createdAt: Instant;
};

/** The area under the ROC curve with its 95 % interval, how many people of the seed and others it was measured on, and by which model. */
export type LookalikeQuality = { auc: number; low: number; high: number; seedPeople: number; otherPeople: number; model: string };

/** Similarity from 0 to 1 of the person at the edge of the `percent` most alike, and how many people those are. */
export type SimilarityAt = { percent: number; similarity: number; people: number };

/** What makes an audience. */
export type NewAudience = Pick<StoredAudience, 'audience' | 'account' | 'name' | 'kind' | 'definition' | 'createdAt'>;

/** Writes a new, empty audience. */
export async function insertAudience(tx: Tx, row: NewAudience): Promise<void> {
  await tx.query(`INSERT INTO audience (audience_id, account_id, name, kind, definition, created_at) VALUES ($1, $2, $3, $4, $5, $6)`, [
    toRowId(row.audience),
    toRowId(row.account),
    row.name,
    row.kind,
    JSON.stringify(row.definition),
    new Date(row.createdAt),
  ]);
}

/** The audiences of an account, newest first; archived ones are left out. At most 1,000. */
export async function listAudiences(tx: Tx, account: Id<'acc'>): Promise<StoredAudience[]> {
  const { rows } = await tx.query<Row>(
    `${select} WHERE account_id = $1 AND archived_at IS NULL ORDER BY created_at DESC, audience_id DESC LIMIT 1000`,
    [toRowId(account)],
  );
  return rows.map(toStored);
}

/** One audience; undefined when there is none. */
export async function readAudience(tx: Tx, audience: Id<'aud'>): Promise<StoredAudience | undefined> {
  const { rows } = await tx.query<Row>(`${select} WHERE audience_id = $1`, [toRowId(audience)]);
  return rows[0] && toStored(rows[0]);
}

/** Takes the audience for the rest of the transaction: its edits, builds and counts go one after the other. */
export async function lockAudience(tx: Tx, audience: Id<'aud'>): Promise<StoredAudience | undefined> {
  await tx.query('SELECT 1 FROM audience WHERE audience_id = $1 FOR UPDATE', [toRowId(audience)]);
  return readAudience(tx, audience);
}

/** Audiences that a job works out and that were not since `engagersBefore` (engagers) or `lookalikesBefore`; oldest first. */
export async function dueForBuild(
  tx: Tx,
  due: { engagersBefore: Instant; lookalikesBefore: Instant; limit: number },
): Promise<StoredAudience[]> {
  const { rows } = await tx.query<Row>(
    `${select} WHERE archived_at IS NULL AND (built_at IS NULL AND kind <> 'upload'
       OR kind = 'engagers' AND built_at <= $1 OR kind = 'lookalike' AND built_at <= $2)
     ORDER BY built_at NULLS FIRST, kind, created_at LIMIT $3`,
    [new Date(due.engagersBefore), new Date(due.lookalikesBefore), due.limit],
  );
  return rows.map(toStored);
}

/** Audiences whose count is older than `before` or was never made; the oldest first. */
export async function dueForCount(tx: Tx, before: Instant, limit: number): Promise<Array<Id<'aud'>>> {
  const { rows } = await tx.query<{ audience: Id<'aud'> }>(
    `SELECT wire_id('aud', audience_id) AS audience FROM audience WHERE archived_at IS NULL AND (counted_at IS NULL OR counted_at <= $1)
     ORDER BY counted_at NULLS FIRST LIMIT $2`,
    [new Date(before), limit],
  );
  return rows.map((row) => row.audience);
}

/** Notes that a job worked the audience out, or why it could not. */
export async function noteBuild(
  tx: Tx,
  build: {
    audience: Id<'aud'>;
    note?: string | undefined;
    curve?: readonly SimilarityAt[] | undefined;
    quality?: LookalikeQuality | undefined;
    now: Instant;
  },
): Promise<void> {
  await tx.query('UPDATE audience SET built_at = $2, build_note = $3, curve = $4, quality = $5 WHERE audience_id = $1', [
    toRowId(build.audience),
    new Date(build.now),
    build.note ?? null,
    build.curve ? JSON.stringify(build.curve) : null,
    build.quality ? JSON.stringify(build.quality) : null,
  ]);
}

type Row = {
  audience: Id<'aud'>;
  account: Id<'acc'>;
  name: string;
  kind: AudienceKind;
  definition: unknown;
  archived_at: Date | null;
  people: number;
  told_people: number;
  targetable: boolean;
  counted_at: Date | null;
  built_at: Date | null;
  build_note: string | null;
  curve: SimilarityAt[] | null;
  quality: LookalikeQuality | null;
  created_at: Date;
};

const select = `
SELECT wire_id('aud', audience_id) AS audience, wire_id('acc', account_id) AS account, name, kind, definition, archived_at, people,
  told_people, targetable, counted_at, built_at, build_note, curve, quality, created_at
FROM audience`;

function toStored(row: Row): StoredAudience {
  return {
    audience: row.audience,
    account: row.account,
    name: row.name,
    kind: row.kind,
    definition: row.definition,
    archived: row.archived_at !== null,
    people: row.people,
    toldPeople: row.told_people,
    targetable: row.targetable,
    countedAt: row.counted_at?.getTime(),
    builtAt: row.built_at?.getTime(),
    buildNote: row.build_note ?? undefined,
    curve: row.curve ?? undefined,
    quality: row.quality ?? undefined,
    createdAt: row.created_at.getTime(),
  };
}
