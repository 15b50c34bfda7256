import { createFtrl } from '@flywheel/ranking/heads';
import { hashedRows, onRows } from './hashed-rows.ts';
import { combinations, remembered, type Learner } from './learner.ts';

const slotsLog2 = 22;
const mostPaired = 8;

/** The online head, in the order of train, `epochs` times. */
export const ftrl: Learner = {
  name: 'ftrl',
  grid: ({ categories, numbers }) =>
    combinations({
      crosses: categories.length + numbers.length <= mostPaired ? ['none', 'pairs'] : ['none'],
      epochs: [1, 3],
      l1: [0, 1],
      l2: [0.1, 10],
      alpha: [0.03, 0.1, 0.3],
    }),
  prepare(examples, train) {
    const hashedWith = remembered((pairs: boolean) => hashedRows(examples, train, { slotsLog2, pairs }));
    return ({ crosses, epochs, l1, l2, alpha }) => {
      const hashed = hashedWith(crosses === 'pairs');
      const model = createFtrl({ slotsLog2, l1: Number(l1), l2: Number(l2), alpha: Number(alpha) });
      for (let epoch = 0; epoch < Number(epochs); epoch += 1) {
        train.forEach((row, at) => {
          const [start, end] = [hashed.starts[at] as number, hashed.starts[at + 1] as number];
          model.learn(hashed.slots.subarray(start, end), end - start, examples.labels[row] === 1 ? 1 : 0);
        });
      }
      return onRows(hashed, examples.labels, model);
    };
  },
};
