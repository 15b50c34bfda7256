import type { Examples } from './read-examples.ts';

/** The settings of a model, by name. */
export type Params = Readonly<Record<string, number | string | boolean>>;

/** A fitted model: the chance of a row, and learning the outcome of a row that was not of train. */
export type Fitted = { score(row: number): number; learn(row: number): void };

/** A way of predicting: settings to choose from, and how to fit. */
export type Learner = {
  readonly name: string;
  /** From the simplest on: of settings that are equally good the first is taken. */
  grid(examples: Examples): readonly Params[];
  /** Reads the rows of train, in their order, once for all settings; then fits one setting after the other. */
  prepare(examples: Examples, train: Uint32Array, seed: string): (params: Params) => Fitted;
};

/** Every combination of the values of each setting, the last setting running fastest. */
export function combinations(settings: Readonly<Record<string, ReadonlyArray<number | string | boolean>>>): Params[] {
  return Object.entries(settings).reduce<Params[]>(
    (found, [name, values]) => found.flatMap((params) => values.map((value) => ({ ...params, [name]: value }))),
    [{}],
  );
}

/** Remembers what `make` answered for a key. */
export function remembered<Key, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, Value>();
  return (key) => {
    if (!known.has(key)) known.set(key, make(key));
    return known.get(key) as Value;
  };
}
