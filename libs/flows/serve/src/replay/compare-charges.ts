import { eventPrice } from '../explain/price-words.ts';
import type { OpenedDecision } from '../explain/open-decision.ts';
import type { DifferenceList } from './difference.ts';

/** Sets what each filled slot is to be charged against the price in the record: money is what was decided, whoever was erased since. */
export function compareCharges({ stored, record }: OpenedDecision, list: DifferenceList): void {
  const won = record.placements.flatMap(({ finalists, placement }) =>
    finalists.filter((each) => each.slot > 0).map((each) => ({ ...each, placement })),
  );
  list.check({ where: 'the decision', field: 'filled slots', source: 'the row beside it' }, won.length, stored.slots.length);
  for (const slot of stored.slots) {
    const winner = won.find((each) => each.impression === slot.n);
    const where = `${slot.ad} in placement ${slot.placement}`;
    const source = 'the slot that is charged';
    list.check({ where, field: 'winner', source }, winner?.ad, slot.adNo);
    if (winner) {
      list.check({ where, field: 'price', source }, eventPrice(winner), slot.priceMicros);
      list.check({ where, field: 'bid', source }, winner.bidMicros, slot.bidMicros);
    }
  }
}
