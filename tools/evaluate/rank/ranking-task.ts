import { canonicalOrder, interactionMatrix, rowOf, sarAffinity, type InteractionMatrix, type WeightsOf } from '@flywheel/ranking/retrieval';
import { BadInput } from '../refusals.ts';

/** One interaction as read. */
export type Act = { readonly user: string; readonly item: string; readonly rating: number; readonly time: number };

/** What is learnt from under canonical numbers, and what each user really went to. */
export type RankingTask = {
  readonly train: InteractionMatrix;
  /** Per entry of the matrix, in its order. */
  readonly times: Float64Array | undefined;
  readonly weightsOf: WeightsOf;
  /** Users with something to test: their number in the matrix and their items; −1 is whom or what nothing was learnt of. */
  readonly tested: ReadonlyArray<{ readonly user: number; readonly items: Int32Array }>;
  readonly testRows: number;
};

const thirtyDays = 30 * 86_400;

/** Numbers users and items by who touched what, so that neither names nor the order of a file can matter. Refuses an empty side. */
export function rankingTask(train: readonly Act[], test: readonly Act[], timed: boolean): RankingTask {
  if (train.length === 0 || test.length === 0)
    throw new BadInput(`nothing to ${train.length === 0 ? 'learn from' : 'test'} after the split`);
  const [users, items] = [numbersOf(train, 'user'), numbersOf(train, 'item')];
  const size = { users: users.size, items: items.size };
  const plain = { users: place(train, 'user', users), items: place(train, 'item', items) };
  const { userAt, itemAt } = canonicalOrder(
    { ...plain, mark: Float64Array.from(train, ({ time, rating }) => (timed ? time : rating)) },
    size,
  );
  const pairs = { users: plain.users.map((user) => userAt[user] as number), items: plain.items.map((item) => itemAt[item] as number) };
  const matrix = interactionMatrix(pairs, size);
  const order = Int32Array.from(train.keys()).sort(
    (a, b) => (pairs.users[a] as number) - (pairs.users[b] as number) || (pairs.items[a] as number) - (pairs.items[b] as number),
  );
  const now = train.reduce((latest, { time }) => Math.max(latest, time), -Infinity);
  const unit = now > 1e11 ? 1000 : 1;
  const affinities = Float64Array.from(order, (row) => {
    const { rating, time } = train[row] as Act;
    return sarAffinity({ rating, time }, { now, halfLife: thirtyDays * unit });
  });
  return {
    train: matrix,
    times: timed ? Float64Array.from(order, (row) => (train[row] as Act).time) : undefined,
    weightsOf: (user, wanted) => pick(matrix, affinities, user, wanted),
    tested: testedOf(
      test,
      (user) => canonical(users, userAt, user),
      (item) => canonical(items, itemAt, item),
    ),
    testRows: test.length,
  };
}

/** Refuses (exit 4) test interactions that were learnt from: whoever knows the answers is not tested. */
export function refuseLeaks(train: readonly Act[], test: readonly Act[], testPath: string): void {
  const known = new Set(train.map(({ user, item }) => `${user}\t${item}`));
  const leaked = test.filter(({ user, item }) => known.has(`${user}\t${item}`));
  const [first] = leaked;
  if (!first) return;
  const share = `${leaked.length} of ${test.length} test interactions`;
  throw new BadInput(
    `${testPath}: ${share} are in train as well, such as user ${first.user}, item ${first.item}; the figures would mislead`,
    4,
  );
}

function numbersOf(acts: readonly Act[], key: 'user' | 'item'): Map<string, number> {
  const numbers = new Map<string, number>();
  for (const act of acts) if (!numbers.has(act[key])) numbers.set(act[key], numbers.size);
  return numbers;
}

const place = (acts: readonly Act[], key: 'user' | 'item', numbers: ReadonlyMap<string, number>): Int32Array =>
  Int32Array.from(acts, (act) => numbers.get(act[key]) as number);

function canonical(numbers: ReadonlyMap<string, number>, at: Int32Array, name: string): number {
  const number = numbers.get(name);
  return number === undefined ? -1 : (at[number] as number);
}

function testedOf(test: readonly Act[], userOf: (user: string) => number, itemOf: (item: string) => number): RankingTask['tested'] {
  const itemsOf = new Map<string, number[]>();
  for (const { user, item } of test) {
    const items = itemsOf.get(user);
    if (items) items.push(itemOf(item));
    else itemsOf.set(user, [itemOf(item)]);
  }
  const tested = [...itemsOf].map(([user, items]) => ({ user: userOf(user), items: Int32Array.from(items) }));
  return tested.sort((a, b) => a.user - b.user);
}

/** The weights of some of a row's columns; both ascend. */
function pick(matrix: InteractionMatrix, weights: Float64Array, user: number, wanted: Int32Array): Float64Array {
  const row = rowOf(matrix, user);
  let n = 0;
  return Float64Array.from(wanted, (item) => {
    while ((row[n] as number) < item) n += 1;
    return weights[(matrix.start[user] as number) + n] as number;
  });
}
