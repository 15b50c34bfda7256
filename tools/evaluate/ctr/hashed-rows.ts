import { Admission, Encoder, mostInputs } from '@flywheel/ranking/heads';
import { binOf, quantileEdges } from '@flywheel/ranking/trees';
import type { Fitted } from './learner.ts';
import type { Examples } from './read-examples.ts';

/** Rows as slots of a hashed model: those of train as they were let in, any row as it is predicted with. */
export type HashedRows = {
  readonly starts: Uint32Array;
  readonly slots: Uint32Array;
  /** Writes the slots of a row and answers how many. */
  encode(row: number, into: Uint32Array): number;
  /** The same for a row that is learnt: counts its values as seen, and leaves out those still too rare. */
  admit(row: number, into: Uint32Array): number;
};

// Three of the 63 quantile bins are one value of a hashed feature.
const binsTogether = 3;

/** Numbers become about 21 quantiles of train. A value is learnt from its third sighting in train on. */
export function hashedRows(
  { categories, numbers, rows }: Examples,
  train: Uint32Array,
  options: { readonly slotsLog2: number; readonly pairs: boolean },
): HashedRows {
  const features = [...categories.map(({ name }) => name), ...numbers.map(({ name }) => `# ${name}`)];
  const crosses = options.pairs ? features.flatMap((a, at) => features.slice(at + 1).map((b) => [a, b])) : [];
  const encoder = new Encoder({ slotsLog2: options.slotsLog2, features, crosses });
  const binned = numbers.map(({ values }) => {
    const edges = quantileEdges(Float64Array.from(train, (row) => values[row] as number));
    return Uint8Array.from({ length: rows }, (_, row) => Math.ceil(binOf(values[row] as number, edges) / binsTogether));
  });
  const valuesOf = (row: number): string[] => [
    ...categories.map(({ codes, values }) => values[codes[row] as number] as string),
    ...binned.map((bins) => String(bins[row])),
  ];
  const admission = new Admission({ widthLog2: 20 });
  const starts = new Uint32Array(train.length + 1);
  const slots = new Uint32Array(train.length * (features.length + crosses.length));
  train.forEach((row, at) => {
    const start = starts[at] as number;
    starts[at + 1] = start + encoder.encode(valuesOf(row), slots.subarray(start), admission);
  });
  return {
    starts,
    slots,
    encode: (row, into) => encoder.encode(valuesOf(row), into),
    admit: (row, into) => encoder.encode(valuesOf(row), into, admission),
  };
}

type Online = { predict(slots: Uint32Array, count: number): number; learn(slots: Uint32Array, count: number, label: 0 | 1): number };

/** A model on slots as a model of rows; what it goes on to learn is let in by the same sightings. */
export function onRows(hashed: HashedRows, labels: Uint8Array, model: Online): Fitted {
  const into = new Uint32Array(mostInputs);
  return {
    score: (row) => model.predict(into, hashed.encode(row, into)),
    learn: (row) => void model.learn(into, hashed.admit(row, into), labels[row] === 1 ? 1 : 0),
  };
}
