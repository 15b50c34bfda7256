import type { CapRead, Finalist, RecordedPlacement } from '@flywheel/auction/record';
import type { NamedAd } from '@flywheel/database/history';
import type { ExplainedAd, ExplainedPlacement } from '@flywheel/http/explanations';
import { impressionOf } from '@flywheel/primitives/impressions';
import { capWords, readWords } from './asked-words.ts';
import { decidedFacts, parsed } from './decided-facts.ts';
import { explainAd } from './explain-ad.ts';
import { capReads, type OpenedDecision } from './open-decision.ts';
import { eventPrice, priceWords, sayRule } from './price-words.ts';
import { codeInWords } from './reason-words.ts';
import { recordedAds } from './recorded-ads.ts';

/** One placement in the operator's form: every visited ad with its reason, the winners with their prices, and why nothing else won. */
export function explainPlacement(opened: OpenedDecision, ordinal: number, names: ReadonlyMap<number, NamedAd>): ExplainedPlacement[] {
  const placement = opened.record.placements[ordinal];
  if (!placement) return [];
  const caps = capReads(opened).filter((each) => each.placement === ordinal);
  const { rules } = placement;
  return [
    {
      placement: placement.placement,
      format: placement.format,
      outcome: placement.finalists.some((each) => each.slot > 0) ? 'filled' : 'empty',
      ...codeInWords(placement.code),
      rule: rules.rule,
      ruleWords: sayRule(rules.rule),
      slotCount: rules.slots,
      positionPpm: [...rules.positionPpm],
      floorMicros: String(rules.floorMicros),
      incrementMicros: String(rules.incrementMicros),
      slots: explainSlots(opened, placement, names),
      ads: recordedAds(placement)
        .flatMap((each) => {
          const name = names.get(each.number);
          return name ? [explainAd(each, name, askedAbout(each.number, placement, caps))] : [];
        })
        .sort(byScore),
      drops: placement.drops.flatMap(({ round, ad, code }) => {
        const name = names.get(ad);
        return name ? [{ round, ad: name.ad, name: name.name, ...codeInWords(code) }] : [];
      }),
      bound: explainBound(placement),
      facts: { ...parsed(placement.place), ...decidedFacts({ ...opened, viewer: undefined }, ordinal) },
    },
  ];
}

function askedAbout(number: number, { reads }: RecordedPlacement, caps: readonly CapRead[]): string[] {
  return [...reads.filter((each) => each.ad === number).map(readWords), ...caps.filter((each) => each.ad === number).map(capWords)];
}

function explainSlots({ record }: OpenedDecision, placement: RecordedPlacement, names: ReadonlyMap<number, NamedAd>) {
  const won = placement.finalists.filter((each) => each.slot > 0).sort((a, b) => a.slot - b.slot);
  return won.flatMap((each: Finalist) => {
    const name = names.get(each.ad);
    if (!name) return [];
    return [
      {
        slot: each.slot,
        ad: name.ad,
        impression: impressionOf(record.decision, each.impression),
        priceMicros: String(eventPrice(each)),
        words: priceWords(each, placement, name.billingEvent),
      },
    ];
  });
}

function explainBound({ proof, visited }: RecordedPlacement): ExplainedPlacement['bound'] {
  const { indexBuild, block, bound, bar, exhausted } = proof;
  const words = exhausted
    ? `Every ad that matched was looked at: ${visited.count}.`
    : `The index was read down to block ${block}: whatever it still held could reach ${Math.floor(bound)} at most, and the last slot's ` +
      `price was set at ${bar}, so every other ad that matched lost by price.`;
  return { indexBuild, block, bound: Number.isFinite(bound) ? String(bound) : null, bar: String(bar), exhausted, words };
}

/** Those with a score first, the highest on top; then those that came to bid, then by reason. */
function byScore(a: ExplainedAd, b: ExplainedAd): number {
  if (a.score !== null && b.score !== null)
    return BigInt(a.score) === BigInt(b.score) ? a.number - b.number : BigInt(a.score) > BigInt(b.score) ? -1 : 1;
  if (a.score !== null || b.score !== null) return a.score === null ? 1 : -1;
  return a.code - b.code || a.number - b.number;
}
