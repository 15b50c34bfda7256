import { fromRowId, toRowId, type Id, type Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import type { DecisionSlot } from '../decisions/decision-slot.ts';
import { unpackSlots } from '../decisions/slot-lines.ts';
import { uuidText, type Slot } from './delivery.ts';

/** The filled slots of these impressions by impression (row ids); one whose decision is not recorded yet is missing. */
export async function readSlots(tx: Tx, imps: readonly string[]): Promise<Map<string, Slot>> {
  const wanted = new Set(imps);
  const { rows } = await tx.query<{ decision_id: string; slots: Buffer }>(
    'SELECT decision_id, slots FROM decision WHERE decision_id IN (SELECT decision_of(imp) FROM unnest($1::uuid[]) AS w(imp))',
    [imps],
  );
  const found = rows.flatMap(({ decision_id, slots }) =>
    unpackSlots(fromRowId('dec', decision_id), slots).flatMap((line) => {
      const slot = toSlot(line, decision_id);
      return wanted.has(slot.imp) ? [{ slot, newContent: line.newContent }] : [];
    }),
  );
  await findContents(tx, found);
  return new Map(found.map(({ slot }) => [slot.imp, slot]));
}

/** A post that was new when its slot was decided is known by now: who is to be paid for it is looked up here. */
async function findContents(tx: Tx, found: ReadonlyArray<{ slot: Slot; newContent: string | undefined }>): Promise<void> {
  const unknown = found.flatMap(({ newContent }) => newContent ?? []);
  if (unknown.length === 0) return;
  const { rows } = await tx.query<{ platform_id: string; content_id: string; creator_id: string | null }>(
    'SELECT platform_id, content_id, creator_id FROM content WHERE platform_id = ANY ($1::text[])',
    [[...new Set(unknown)]],
  );
  const known = new Map(rows.map((row) => [row.platform_id, row]));
  for (const { slot, newContent } of found) {
    const content = newContent === undefined ? undefined : known.get(newContent);
    if (content) Object.assign(slot, { content: content.content_id, creator: content.creator_id });
  }
}

/** What is known of an impression that was reported before: when it was accepted, or undefined if it did not count. */
export type KnownImpression = { countedAt: Instant | undefined };

/** The impressions among these slots that are stored already, by impression. */
export async function readImpressions(tx: Tx, slots: readonly Slot[]): Promise<Map<string, KnownImpression>> {
  const { rows } = await tx.query<{ imp_id: string; reason: number; accepted_at: Date }>(
    `SELECT f.imp_id, f.reason, f.accepted_at FROM unnest($1::uuid[], $2::uuid[]) AS wanted(campaign_id, imp_id)
     JOIN delivery_fact f ON f.campaign_id = wanted.campaign_id AND f.imp_id = wanted.imp_id AND f.kind = 'impression' AND f.ref = ''`,
    [slots.map((slot) => slot.campaign), slots.map((slot) => slot.imp)],
  );
  return new Map(rows.map((row) => [row.imp_id, { countedAt: row.reason === 0 ? row.accepted_at.getTime() : undefined }]));
}

function toSlot(line: DecisionSlot, decision: string): Slot {
  return {
    imp: uuidText(line.imp),
    decision,
    placement: line.placement,
    account: uuidText(line.account),
    campaign: uuidText(line.campaign),
    adSet: uuidText(line.adSet),
    ad: uuidText(line.ad),
    creative: uuidText(line.creative),
    content: line.content ? uuidText(line.content) : null,
    creator: line.creator ? uuidText(line.creator) : null,
    country: line.country ?? null,
    device: line.device ?? null,
    billingEvent: line.billingEvent,
    currency: line.currency,
    priceMicros: line.priceMicros,
    lease: uuidText(line.lease),
  };
}

/** Where a click on the creative leads; undefined for one that is not stored. */
export async function readLandingUrl(tx: Tx, creative: Id<'crv'>): Promise<string | undefined> {
  const { rows } = await tx.query<{ landing_url: string }>('SELECT landing_url FROM creative WHERE creative_id = $1', [toRowId(creative)]);
  return rows[0]?.landing_url;
}
