import { fitBoostedTrees, predictBoostedTrees } from '@flywheel/ranking/trees';
import { countedKeys, countRows, learnCounts } from './counted-rows.ts';
import { combinations, remembered, type Learner } from './learner.ts';

const mostTrees = 60;

/** Boosted trees on the counters of the strict past (of each category and of pairs) and on numbers as they are. */
export const gbdt: Learner = {
  name: 'gbdt',
  grid: () => combinations({ strength: [20, 200], leaves: [7, 15], trees: [20, 40, mostTrees] }),
  prepare(examples, train) {
    const counted = countedKeys(examples, true);
    const width = 2 * counted.names.length + examples.numbers.length;
    const rowOf = new Float64Array(width);
    const addNumbers = (row: number): void =>
      examples.numbers.forEach(({ values }, at) => (rowOf[2 * counted.names.length + at] = values[row] as number));
    const countedWith = remembered((strength: number) => {
      const columns = Array.from({ length: width }, () => new Float64Array(train.length));
      const counters = countRows(examples, train, counted, {
        strength,
        read(past, keys, at) {
          past.write(keys, rowOf);
          addNumbers(train[at] as number);
          columns.forEach((column, place) => (column[at] = rowOf[place] as number));
        },
      });
      return { columns, counters };
    });
    const labels = Uint8Array.from(train, (row) => examples.labels[row] as number);
    const fitted = remembered((setting: string) => {
      const [strength, leaves] = setting.split('/').map(Number) as [number, number];
      return fitBoostedTrees(countedWith(strength).columns, labels, { trees: mostTrees, leaves });
    });
    return ({ strength, leaves, trees }) => {
      const model = fitted(`${strength}/${leaves}`);
      const { counters } = countedWith(Number(strength));
      return {
        score(row) {
          counters.write(counted.keysOf(row), rowOf);
          addNumbers(row);
          return predictBoostedTrees(model, rowOf, Number(trees));
        },
        learn: (row) => learnCounts(examples, counters, counted, row),
      };
    };
  },
};
