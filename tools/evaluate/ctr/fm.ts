import { seededRandom } from '@flywheel/primitives';
import { FactorisationMachine } from '@flywheel/ranking/heads';
import { hashedRows, onRows } from './hashed-rows.ts';
import { combinations, type Learner } from './learner.ts';

const slotsLog2 = 20;

/** The factorisation machine, rows shuffled anew in each epoch. */
export const fm: Learner = {
  name: 'fm',
  grid: () => combinations({ factors: [16], epochs: [2, 8], l2Factors: [3e-3, 3e-2] }),
  prepare(examples, train, seed) {
    const hashed = hashedRows(examples, train, { slotsLog2, pairs: false });
    return ({ factors, epochs, l2Factors }) => {
      const random = seededRandom(`fm/${seed}`);
      const model = new FactorisationMachine(random, { slotsLog2, factors: Number(factors), l2Factors: Number(l2Factors) });
      const order = Uint32Array.from(train.keys());
      for (let epoch = 0; epoch < Number(epochs); epoch += 1) {
        for (let last = order.length - 1; last >= 0; last -= 1) {
          const other = Math.floor(random.next() * (last + 1));
          const at = order[other] as number;
          order[other] = order[last] as number;
          order[last] = at;
          const [start, end] = [hashed.starts[at] as number, hashed.starts[at + 1] as number];
          model.learn(hashed.slots.subarray(start, end), end - start, examples.labels[train[at] as number] === 1 ? 1 : 0);
        }
      }
      return onRows(hashed, examples.labels, model);
    };
  },
};
