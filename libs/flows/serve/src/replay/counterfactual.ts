import type { Finalist } from '@flywheel/auction/record';
import type { NamedAd } from '@flywheel/database/history';
import type { Counterfactual } from '@flywheel/http/explanations';
import { eventPrice } from '../explain/price-words.ts';
import { codeInWords, reasonInWords } from '../explain/reason-words.ts';
import type { PlacedAgain } from './placed-again.ts';

type Outcome = Counterfactual['changed'][number]['before'];

const mostTold = 200;

/** What an override changed in one placement: the ads that fare otherwise, those with a slot before or after it first, 200 at most. */
export function counterfactualOf(before: PlacedAgain, after: PlacedAgain, names: ReadonlyMap<number, NamedAd>): Counterfactual {
  const numbers = new Set([...before.ads.keys(), ...after.ads.keys()]);
  const changed = [...numbers].flatMap((number) => {
    const name = names.get(number);
    if (!name) return [];
    const [was, is] = [outcomeOf(before, number, name), outcomeOf(after, number, name)];
    return sameOutcome(was, is) ? [] : [{ before: was, after: is }];
  });
  changed.sort((a, b) => rankOf(a.before, a.after) - rankOf(b.before, b.after));
  return { placement: before.placement, changed: changed.slice(0, mostTold), words: wordsOf(changed) };
}

/** Ads that fare otherwise, by number: whose names have to be known. */
export function changedAds(before: PlacedAgain, after: PlacedAgain): number[] {
  return [...new Set([...before.ads.keys(), ...after.ads.keys()])];
}

function outcomeOf({ ads, finalists }: PlacedAgain, number: number, { ad, name }: NamedAd): Outcome {
  const finalist = finalists.find((each) => each.ad === number);
  const refound = ads.get(number);
  const reason = refound ? reasonInWords(refound.code) : codeInWords(540);
  return { ad, name, slot: slotOf(finalist), priceMicros: priceOf(finalist), ...reason, minToWinMicros: neededBy(finalist) };
}

function slotOf(finalist: Finalist | undefined): number | null {
  return finalist && finalist.slot > 0 ? finalist.slot : null;
}

function priceOf(finalist: Finalist | undefined): string | null {
  return finalist && finalist.slot > 0 ? String(eventPrice(finalist)) : null;
}

function neededBy(finalist: Finalist | undefined): string | null {
  return finalist?.minToWinMicros === undefined ? null : String(finalist.minToWinMicros);
}

function sameOutcome(a: Outcome, b: Outcome): boolean {
  return a.slot === b.slot && a.priceMicros === b.priceMicros && a.code === b.code && a.minToWinMicros === b.minToWinMicros;
}

const noSlot = 99;

function rankOf(before: Outcome, after: Outcome): number {
  // Of two that change places the one that had the slot comes first.
  return Math.min(before.slot ?? noSlot, after.slot ?? noSlot) + (before.slot === null ? 0.5 : 0);
}

function wordsOf(changed: Counterfactual['changed']): string {
  const beyond = changed.length > mostTold ? ` ${changed.length - mostTold} more fare otherwise.` : '';
  if (changed.length === 0) return 'Nothing changes: the same winners at the same prices.';
  const gained = changed.filter(({ before, after }) => before.slot === null && after.slot !== null).map((each) => each.after.name);
  const lost = changed.filter(({ before, after }) => before.slot !== null && after.slot === null).map((each) => each.before.name);
  const priced = changed.filter(
    ({ before, after }) => before.slot !== null && after.slot !== null && before.priceMicros !== after.priceMicros,
  );
  const parts = [
    gained.length > 0 ? `${gained.join(', ')} would have won a slot` : '',
    lost.length > 0 ? `${lost.join(', ')} would have lost it` : '',
    priced.length > 0 ? `${priced.map((each) => each.after.name).join(', ')} would have paid another price` : '',
  ].filter((part) => part !== '');
  const said = parts.length > 0 ? `${parts.join('; ')}.` : 'The same winners at the same prices; others would have lost for other reasons.';
  return `${said}${beyond}`;
}
