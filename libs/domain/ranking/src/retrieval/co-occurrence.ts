import { userWeight } from './item-item.ts';
import { interactionMatrix, type InteractionMatrix } from './interaction-matrix.ts';

/** What became of one interaction: counted, counted before, or refused because the counts are as large as they may become. */
export type CoOccurrenceOutcome = 'added' | 'known' | 'full';

export type CoOccurrenceLimits = {
  /** How strongly busy people count less: d_u^−a. */
  readonly a: number;
  /** A person's newest items that count; the oldest leaves for the next. Default 500. */
  readonly mostItems?: number;
  /** Pairs of items that are held at most. Default 5 million, about 500 MB. */
  readonly mostPairs?: number;
};

/** Bytes that one pair of items takes in both of its rows. */
export const pairBytes = 100;

/**
 * Σ_u d_u^−a over the common users of each two items, kept up to date interaction by interaction: one costs the square of the person's
 * items (their number where a is 0). Weights are multiples of 2⁻³⁰, so sums are exact: whatever the order of adding and removing, the rows
 * equal those of a fit on what is left.
 */
export class CoOccurrence {
  readonly #limits: Required<CoOccurrenceLimits>;
  readonly #histories = new Map<number, number[]>();
  readonly #rows = new Map<number, Map<number, number>>();
  readonly #people = new Map<number, number>();
  #pairs = 0;

  constructor(limits: CoOccurrenceLimits) {
    this.#limits = { mostItems: 500, mostPairs: 5_000_000, ...limits };
  }

  /** How many pairs of items are held. */
  get pairs(): number {
    return this.#pairs;
  }

  /** The sums of one item with each other, none of them 0. */
  row(item: number): ReadonlyMap<number, number> {
    return this.#rows.get(item) ?? new Map<number, number>();
  }

  /** How many people an item counts. */
  peopleOf(item: number): number {
    return this.#people.get(item) ?? 0;
  }

  add(user: number, item: number): CoOccurrenceOutcome {
    const history = this.#histories.get(user) ?? [];
    if (history.includes(item)) return 'known';
    if (this.#pairs + history.length > this.#limits.mostPairs) return 'full';
    const oldest = history.length >= this.#limits.mostItems ? history[0] : undefined;
    if (oldest !== undefined) this.remove(user, oldest);
    const weight = userWeight(history.length + 1, this.#limits.a);
    this.#shift(history, weight - userWeight(history.length, this.#limits.a));
    for (const other of history) this.#change(other, item, weight);
    this.#people.set(item, this.peopleOf(item) + 1);
    this.#histories.set(user, history);
    history.push(item);
    return 'added';
  }

  /** Takes an interaction back, e.g. because a person was erased; answers whether it had counted. */
  remove(user: number, item: number): boolean {
    const history = this.#histories.get(user) ?? [];
    const place = history.indexOf(item);
    if (place < 0) return false;
    history.splice(place, 1);
    const weight = userWeight(history.length + 1, this.#limits.a);
    for (const other of history) this.#change(other, item, -weight);
    this.#shift(history, userWeight(history.length, this.#limits.a) - weight);
    const people = this.peopleOf(item) - 1;
    if (people === 0) this.#people.delete(item);
    else this.#people.set(item, people);
    if (history.length === 0) this.#histories.delete(user);
    return true;
  }

  /** What counts now, for a full fit. */
  matrix(size: { users: number; items: number }): InteractionMatrix {
    const pairs = [...this.#histories].flatMap(([user, items]) => items.map((item) => ({ user, item })));
    return interactionMatrix(
      { users: Int32Array.from(pairs, ({ user }) => user), items: Int32Array.from(pairs, ({ item }) => item) },
      size,
    );
  }

  /** A person's weight changed with their number of items: so do all pairs they are common to. */
  #shift(history: readonly number[], difference: number): void {
    if (difference === 0) return;
    for (let n = 1; n < history.length; n += 1)
      for (let m = 0; m < n; m += 1) this.#change(history[m] as number, history[n] as number, difference);
  }

  #change(one: number, other: number, by: number): void {
    const before = this.#rows.get(one)?.get(other) ?? 0;
    const after = before + by;
    this.#put(one, other, after);
    this.#put(other, one, after);
    this.#pairs += Number(before === 0) - Number(after === 0);
  }

  #put(item: number, other: number, sum: number): void {
    const row = this.#rows.get(item) ?? new Map<number, number>();
    if (sum === 0) row.delete(other);
    else row.set(other, sum);
    if (row.size === 0) this.#rows.delete(item);
    else this.#rows.set(item, row);
  }
}
