import { seededRandom } from '@flywheel/primitives';
import { createFtrl, Encoder, usualFtrl } from '@flywheel/ranking/heads';
import type { Benchmark, Variant } from '../benchmark.ts';
import { dictionaryHead } from './dictionary-head.ts';

const slotsLog2 = 22;
const fields = Array.from({ length: 39 }, (_, at) => `field ${at}`);
const crosses = Array.from({ length: 30 }, (_, at) => [fields[at] as string, fields[at + 1] as string]);
const rowsPerRound = 40_000;
// Of a request with 100 candidates: 27 fields tell of viewer and place, 12 of the ad.
const fieldsOfRequest = 27;
const candidates = 100;

/**
 * Heads at the shape of Criteo's log: 39 fields of 10 to 300,000 values with long tails, 2^22 slots. The last column of the table is
 * µs of CPU an example: of the rows that predict, what a candidate costs. No database is used.
 */
export async function openHeads(): Promise<Benchmark> {
  const rows = drawRows();
  const plain = new Encoder({ slotsLog2, features: fields });
  const crossed = new Encoder({ slotsLog2, features: fields, crosses });
  const learner = createFtrl({ slotsLog2 });
  const served = createFtrl({ slotsLog2 });
  const slots = rows.map(({ values }) => {
    const into = new Uint32Array(fields.length);
    plain.encode(values, into);
    return into;
  });
  slots.forEach((own, at) => served.learn(own, own.length, rows[at]?.label ?? 0));
  const into = new Uint32Array(fields.length + crosses.length);
  const ofRequest = new Encoder({ slotsLog2, features: fields.slice(0, fieldsOfRequest) });
  const ofAd = new Encoder({ slotsLog2, features: fields.slice(fieldsOfRequest) });
  const adSlots = into.subarray(fieldsOfRequest);
  const predictCandidate = (row: number): number => {
    if (row % candidates === 0) ofRequest.encode(valuesOf(row).slice(0, fieldsOfRequest), into);
    return served.predict(into, fieldsOfRequest + ofAd.encode(adValues[row] ?? [], adSlots));
  };
  const adValues = rows.map(({ values }) => values.slice(fieldsOfRequest));
  const dictionary = dictionaryHead(usualFtrl);
  const valuesOf = (row: number): readonly string[] => rows[row]?.values ?? [];
  const labelOf = (row: number): 0 | 1 => rows[row]?.label ?? 0;
  const slotsOf = (row: number): Uint32Array => slots[row] as Uint32Array;
  let sum = 0;
  return {
    name: 'heads',
    unit: 'examples',
    rounds: 5,
    variants: [
      over('learn by a dictionary of names and values', (row) => void dictionary.learn(fields, valuesOf(row), labelOf(row))),
      over('learn, hashing 39 fields', (row) => void learner.learn(into, plain.encode(valuesOf(row), into), labelOf(row))),
      over('learn, hashing 39 fields and 30 crosses', (row) => void learner.learn(into, crossed.encode(valuesOf(row), into), labelOf(row))),
      over('learn, 39 slots at hand', (row) => void learner.learn(slotsOf(row), fields.length, labelOf(row))),
      over('predict by a dictionary', (row) => (sum += dictionary.predict(fields, valuesOf(row)))),
      over('predict, hashing 39 fields', (row) => (sum += served.predict(into, plain.encode(valuesOf(row), into)))),
      over('predict, 27 of 39 hashed once a request', (row) => (sum += predictCandidate(row))),
      over('predict, 39 slots at hand', (row) => (sum += served.predict(slotsOf(row), fields.length))),
    ],
    async close() {
      if (!Number.isFinite(sum)) throw new Error('a chance was no number');
    },
  };
}

function drawRows(): ReadonlyArray<{ values: string[]; label: 0 | 1 }> {
  const random = seededRandom('heads');
  const sizes = fields.map((_, at) => Math.round(10 * 30_000 ** (at / (fields.length - 1))));
  return Array.from({ length: rowsPerRound }, () => {
    // The square of a draw twice over: few values take most of the rows.
    const picks = sizes.map((size) => Math.floor(random.next() ** 4 * size));
    return { values: picks.map((pick) => pick.toString(36)), label: random.next() < 0.1 + 0.3 * ((picks[3] ?? 0) % 2) ? 1 : 0 };
  });
}

function over(name: string, step: (row: number) => void): Variant {
  return {
    name,
    async run() {
      for (let row = 0; row < rowsPerRound; row += 1) step(row);
      return rowsPerRound;
    },
  };
}
