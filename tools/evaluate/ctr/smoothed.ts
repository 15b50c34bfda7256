import { countedKeys, countRows, learnCounts } from './counted-rows.ts';
import { combinations, type Learner } from './learner.ts';

/** The baseline: the rate of one category's value in train, drawn towards the overall rate. */
export const smoothed: Learner = {
  name: 'smoothed',
  grid: ({ categories }) => combinations({ key: categories.map(({ name }) => name), strength: [10, 100, 1000] }),
  prepare(examples, train) {
    const counted = countedKeys(examples, false);
    const counters = countRows(examples, train, counted, { strength: 1 });
    return ({ key, strength }) => {
      const feature = counted.names.indexOf(String(key));
      return {
        score: (row) => counters.rate(feature, counted.keysOf(row)[feature] as number, Number(strength)),
        learn: (row) => learnCounts(examples, counters, counted, row),
      };
    };
  },
};
