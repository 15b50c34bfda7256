import type { Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

/** A subject whose impressions are wanted: a wire id of an ad, ad set, campaign or advertiser, and the number to answer with. */
export type ShownSubject = { id: string; number: number };

/** One counted impression: whose, of which subject, and when its slot was decided. */
export type Shown = { viewer: string; subject: number; at: Instant };

const columns = { ad: 'ad_id', set: 'ad_set_id', cmp: 'campaign_id', acc: 'account_id' } as const;
const lineBytes = 26;

/**
 * Calls `each` for every counted impression of the subjects whose minute lies in [from, until), in any order; returns how many. Of
 * people who consented only: nobody else's impressions are kept. One value of 26 bytes an impression comes over the wire, so that
 * millions are a matter of seconds: keep the span to a day.
 */
export async function readShown(
  tx: Tx,
  { subjects, from, until }: { subjects: readonly ShownSubject[]; from: Instant; until: Instant },
  each: (shown: Shown) => void,
): Promise<number> {
  let read = 0;
  for (const kind of Object.keys(columns) as Array<keyof typeof columns>) {
    const wanted = subjects.filter(({ id }) => id.startsWith(`${kind}_`));
    if (wanted.length === 0) continue;
    const { rows } = await tx.query<{ lines: Buffer | null }>(
      `SELECT string_agg(uuid_send(v.viewer_key) || substring(uuid_send(f.imp_id) FOR 6) || int4send(w.number), '') AS lines
       FROM delivery_fact f JOIN delivery_viewer v ON v.imp_id = f.imp_id
       JOIN unnest($3::uuid[], $4::int[]) AS w(id, number) ON w.id = f.${columns[kind]}
       WHERE f.kind = 'impression' AND f.ref = '' AND f.reason = 0 AND f.bucket >= $1 AND f.bucket < $2`,
      [new Date(from), new Date(until), wanted.map(({ id }) => id.slice(-32)), wanted.map(({ number }) => number)],
    );
    read += readLines(rows[0]?.lines ?? Buffer.alloc(0), each);
  }
  return read;
}

function readLines(lines: Buffer, each: (shown: Shown) => void): number {
  for (let at = 0; at < lines.length; at += lineBytes) {
    each({
      viewer: `vwr_${lines.toString('hex', at, at + 16)}`,
      at: lines.readUIntBE(at + 16, 6),
      subject: lines.readInt32BE(at + 22),
    });
  }
  return lines.length / lineBytes;
}

/** When a slot was last decided for somebody who did not consent, at or after `since`: what he saw is remembered nowhere. */
export async function readLastAnonymousDecision(tx: Tx, since: Instant): Promise<Instant | undefined> {
  const { rows } = await tx.query<{ decided_at: Date }>(
    `SELECT decided_at FROM decision WHERE decision_id >= $1::uuid AND viewer_key IS NULL ORDER BY decision_id DESC LIMIT 1`,
    [`${Math.max(0, Math.trunc(since)).toString(16).padStart(12, '0')}${'0'.repeat(20)}`],
  );
  return rows[0]?.decided_at.getTime();
}
