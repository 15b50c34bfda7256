import { assert } from './assert.ts';
import type { Random } from './random.ts';
import type { Instant } from './time.ts';

/** What an id names; the part before the underscore on the wire. */
export type IdKind =
  | 'acc' // advertiser account
  | 'cmp' // campaign
  | 'set' // ad set
  | 'ad' // ad
  | 'crv' // creative
  | 'crt' // creator
  | 'cnt' // content
  | 'dec' // decision
  | 'imp' // impression
  | 'lse' // budget lease
  | 'ent' // ledger entry
  | 'bat' // ingest batch
  | 'seg' // segment
  | 'aud' // audience of an advertiser
  | 'edt' // edit of an uploaded audience
  | 'usr' // person who signs in
  | 'ses' // session
  | 'key' // API key
  | 'vwr' // pseudonym of a viewer, never sent to anyone
  | 'rei' // reinvestment run
  | 'evt'; // event made by ourselves

/** A branded, time-ordered id: kind, underscore, 32 hex digits of a UUIDv7. Postgres keeps the same digits as `uuid`. */
export type Id<K extends IdKind> = `${K}_${string}` & { readonly __id?: K };

/** Makes a UUIDv7 (RFC 9562 §5.7): 48 bits of `now`, 74 random bits. */
export function newId<K extends IdKind>(kind: K, now: Instant, random: Random): Id<K> {
  const time = Math.trunc(now).toString(16).padStart(12, '0');
  const variant = (8 + Math.floor(random.next() * 4)).toString(16);
  return `${kind}_${time}7${digits(3, random)}${variant}${digits(15, random)}` as Id<K>;
}

/** Makes the id of a decision: its low 6 bits are 0, the room of its impressions. */
export function newDecisionId(now: Instant, random: Random): Id<'dec'> {
  const id = newId('dec', now, random);
  return `${id.slice(0, -2)}${(Number.parseInt(id.slice(-2), 16) & 192).toString(16).padStart(2, '0')}` as Id<'dec'>;
}

/** Impression `n` (1–63) of a decision: the decision's digits with n in the low 6 bits. */
export function impressionOf(decision: Id<'dec'>, n: number): Id<'imp'> {
  assert(Number.isInteger(n) && n >= 1 && n <= 63, 'a decision holds impressions 1 to 63');
  const high = Number.parseInt(decision.slice(-2), 16) & 192;
  return `imp_${decision.slice(4, -2)}${(high + n).toString(16).padStart(2, '0')}` as Id<'imp'>;
}

/** The decision that an impression belongs to. */
export function decisionOf(imp: Id<'imp'>): Id<'dec'> {
  return `dec_${imp.slice(4, -2)}${(Number.parseInt(imp.slice(-2), 16) & 192).toString(16).padStart(2, '0')}` as Id<'dec'>;
}

/** Which impression of its decision it is, 1–63. */
export function impressionNumber(imp: Id<'imp'>): number {
  return Number.parseInt(imp.slice(-2), 16) & 63;
}

/** Whether `text` is an id of that kind. */
export function isId<K extends IdKind>(kind: K, text: unknown): text is Id<K> {
  return (
    typeof text === 'string' && text.length === kind.length + 33 && text.startsWith(`${kind}_`) && /^[0-9a-f]{32}$/.test(text.slice(-32))
  );
}

/** The 32 hex digits that Postgres accepts as `uuid`. */
export function toRowId(id: Id<IdKind>): string {
  return id.slice(-32);
}

/** The wire id of a `uuid` column's text. */
export function fromRowId<K extends IdKind>(kind: K, uuid: string): Id<K> {
  return `${kind}_${uuid.replaceAll('-', '')}` as Id<K>;
}

/** When a UUIDv7 id was made. */
export function instantOfId(id: Id<IdKind>): Instant {
  return Number.parseInt(id.slice(-32, -20), 16);
}

function digits(count: number, random: Random): string {
  let text = '';
  for (let left = count; left > 0; left -= 6) {
    text += Math.floor(random.next() * 16_777_216)
      .toString(16)
      .padStart(6, '0')
      .slice(0, Math.min(6, left));
  }
  return text;
}
