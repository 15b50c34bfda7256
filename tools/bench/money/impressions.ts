import { writeDecisions, packSlots } from '@flywheel/database/decisions';
import { uuidText, type Delivery, type Slot } from '@flywheel/database/charges';
import { micros, newId, utcMinute, type Id } from '@flywheel/primitives';
import { impressionOf, newDecisionId } from '@flywheel/primitives/impressions';
import type { ImpressionTokens } from '@flywheel/runtime';
import type { MoneyWorld } from './money-world.ts';

/** What every impression of a bench costs. */
export const price = micros(1_234n);

const decisionsAtOnce = 1000;

/** Decides `n` slots, campaign after campaign, records their decisions, and answers their tokens. */
export async function recordedTokens(world: MoneyWorld, tokens: ImpressionTokens, n: number): Promise<string[]> {
  const { random, clock, database, account, creative } = world;
  const at = clock.now();
  const versions = { configVersion: 1n, modelVersion: 0n, pacingVersion: 0n, indexBuild: 1 };
  const signed: string[] = [];
  let rows: Parameters<typeof writeDecisions>[1][number][] = [];
  for (let i = 0; i < n; i += 1) {
    const decision = newDecisionId(at, random);
    const imp = impressionOf(decision, 1);
    const { campaign, lease, adSet, ad } = pickOf(world, i);
    const ids = { imp, campaign, adSet, ad, creative, placement: 'feed', expiresAt: at + 600_000 };
    signed.push(tokens.sign({ ...ids, viewerTag: '' }));
    const priced = { currency: 'USD', bidMicros: price, priceMicros: price, ppb: 0, lease } as const;
    const nothing = { content: undefined, creator: undefined, newContent: undefined, device: undefined };
    const slot = {
      n: 1,
      ...ids,
      account,
      campaignVersion: 1,
      adNo: 1,
      ...nothing,
      country: 'SE',
      billingEvent: 'impression',
      ...priced,
    } as const;
    rows.push({ decision, decidedAt: at, ...versions, record: new Uint8Array(), slots: packSlots([slot]), viewer: undefined });
    if (rows.length < decisionsAtOnce && i + 1 < n) continue;
    await writeDecisions(database, rows, at);
    rows = [];
  }
  return signed;
}

/** The same impressions as they stand once they are judged. */
export function judgedDeliveries(world: MoneyWorld, n: number): Delivery[] {
  const at = world.clock.now();
  return Array.from({ length: n }, (_, i): Delivery => {
    const { campaign, lease, adSet, ad } = pickOf(world, i);
    const decision = newDecisionId(at, world.random);
    const where = { content: null, creator: null, country: 'SE', device: null, placement: 'feed' };
    const slot: Slot = {
      imp: uuidText(impressionOf(decision, 1)),
      decision: uuidText(decision),
      account: uuidText(world.account),
      campaign: uuidText(campaign),
      adSet: uuidText(adSet),
      ad: uuidText(ad),
      creative: uuidText(world.creative),
      ...where,
      billingEvent: 'impression',
      currency: 'USD',
      priceMicros: price,
      lease: uuidText(lease),
    };
    const times = { bucket: utcMinute(at), occurredAt: at, acceptedAt: at };
    return { slot, kind: 'impression', ref: '', reason: 0, ivtState: 'none', tokenKid: 'a', ...times, recorded: true };
  });
}

function pickOf({ campaigns, random }: MoneyWorld, i: number): { campaign: Id<'cmp'>; lease: Id<'lse'>; adSet: Id<'set'>; ad: Id<'ad'> } {
  const picked = campaigns[i % campaigns.length];
  if (!picked) throw new Error('a bench has campaigns');
  return { ...picked, adSet: newId('set', 0, random), ad: newId('ad', 0, random) };
}
