import type { Finalist, RecordedPlacement } from '@flywheel/auction/record';
import { formatMicros, micros, type Micros } from '@flywheel/primitives';

const ruleWords = {
  first: 'first price: a winner pays his own bid',
  second: 'second price: a winner pays what the next one would have needed, and a small step more',
  gsp: 'generalised second price: each slot pays what the next in rank would have needed',
  vcg: 'Vickrey–Clarke–Groves: a winner pays the value that those below him lose by his presence',
} as const;

/** A rule of pricing in one sentence. */
export function sayRule(rule: keyof typeof ruleWords): string {
  return ruleWords[rule];
}

/** What one billing event costs: prices per 1,000 are whole thousands of micros. */
export function eventPrice({ perThousand, priceMicros }: Pick<Finalist, 'perThousand' | 'priceMicros'>): Micros {
  return perThousand ? micros(priceMicros / 1000n) : priceMicros;
}

/** Why a winner pays what he pays. */
export function priceWords(winner: Finalist, placement: RecordedPlacement, billingEvent: string): string {
  const price = `Pays ${shortly(formatMicros(eventPrice(winner)))} for one ${eventWords(billingEvent)}`;
  if (placement.rules.rule === 'first') return `${price}: its own bid.`;
  if (winner.priceMicros === winner.bidMicros) return `${price}: its own bid, for the next one was as good.`;
  const rivals = placement.finalists.filter((each) => each.ad !== winner.ad && (each.slot === 0 || each.slot > winner.slot)).length;
  if (rivals === 0) return `${price}: nobody else reached the floor, so it pays the floor.`;
  if (placement.rules.rule === 'vcg') return `${price}: what those below it would have gained by its slot.`;
  return `${price}: what it needed to stay ahead of the next in rank.`;
}

/** What is paid for, as a person says it. */
function eventWords(billingEvent: string): string {
  return billingEvent === 'viewable' ? 'viewable impression' : billingEvent === 'video' ? 'view of the film' : billingEvent;
}

/** Without the zeros at the end, two decimals at least. */
function shortly(amount: string): string {
  return amount.replace(/(\.\d\d\d*?)0+$/, '$1');
}
