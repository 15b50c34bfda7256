import { shrunkLift } from '../lift.ts';
import { membershipChange } from '../membership-change.ts';

/** How often one person, or everybody, touched what carries each label, and how much they touched in all. */
export type LabelCounts = { readonly of: ReadonlyMap<string, number>; readonly sum: number };

/**
 * Who would be in each label's segment by what they touched, under the rule by which people enter one, every act weighing 1: people by
 * their number, labels in the order of their names. An item with several labels is shared out evenly, so that an act counts once.
 */
export function membersByHistory(
  labels: ReadonlyArray<readonly string[]>,
  history: ReadonlyArray<readonly number[]>,
): Map<string, number[]> {
  const counts = history.map((items) => countLabels(items, labels));
  const all = sumCounts(counts);
  const names = [...new Set(labels.flat())].sort();
  return new Map(
    names.map((label) => {
      const share = (all.of.get(label) ?? 0) / Math.max(1, all.sum);
      return [label, counts.flatMap((own, person) => (enters(own, label, share) ? [person] : []))];
    }),
  );
}

export function countLabels(items: readonly number[], labels: ReadonlyArray<readonly string[]>): LabelCounts {
  const of = new Map<string, number>();
  for (const item of items) {
    const own = labels[item] ?? [];
    for (const label of own) of.set(label, (of.get(label) ?? 0) + 1 / own.length);
  }
  return { of, sum: items.length };
}

export function sumCounts(counts: readonly LabelCounts[]): LabelCounts {
  const of = new Map<string, number>();
  let sum = 0;
  for (const each of counts) {
    for (const [label, count] of each.of) of.set(label, (of.get(label) ?? 0) + count);
    sum += each.sum;
  }
  return { of, sum };
}

function enters({ of, sum }: LabelCounts, label: string, share: number): boolean {
  const acts = of.get(label) ?? 0;
  const lift = shrunkLift({ own: acts, total: sum, share });
  return membershipChange({ lift, weightedEvents: acts, member: false, refused: false }) === 'enter';
}
