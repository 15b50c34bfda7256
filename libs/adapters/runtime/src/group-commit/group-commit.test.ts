import { expect, it } from 'vitest';
import { GroupCommit, Overloaded } from './group-commit.ts';

const limits = { rows: 10, lingerMs: 1, atOnce: 1, mostRows: 40, mostBytes: 1000 };
const size = (rows: number, bytes = 0) => ({ rows, bytes });

/** A commit that waits until it is let go. */
function heldCommit() {
  const groups: string[][] = [];
  let letGo: () => void = () => undefined;
  const commit = (items: readonly string[]): Promise<string[]> => {
    groups.push([...items]);
    return new Promise((resolve) => (letGo = () => resolve(items.map((item) => `${item}!`))));
  };
  return { groups, commit, letGo: () => letGo() };
}

const soon = () => new Promise((resolve) => setTimeout(resolve, 20));

it('commits together what arrives together, and answers each in its place', async () => {
  const groups: string[][] = [];
  const group = new GroupCommit<string, string>(async (items) => {
    groups.push([...items]);
    return items.map((item) => `${item}!`);
  }, limits);
  expect(await Promise.all(['a', 'b', 'c'].map((item) => group.add(item, size(1))))).toEqual(['a!', 'b!', 'c!']);
  expect(groups).toEqual([['a', 'b', 'c']]);
  await soon();
  expect(group.load).toEqual({ rows: 0, bytes: 0 });
});

it('never puts more rows into a group than it may hold, but takes a larger item by itself', async () => {
  const groups: string[][] = [];
  const group = new GroupCommit<string, string>(async (items) => {
    groups.push([...items]);
    return [...items];
  }, limits);
  await Promise.all([group.add('six', size(6)), group.add('five', size(5)), group.add('large', size(20)), group.add('last', size(1))]);
  expect(groups).toEqual([['six'], ['five'], ['large'], ['last']]);
});

it('refuses what would pass its bounds in rows or bytes, counting what is being committed', async () => {
  const { commit, letGo, groups } = heldCommit();
  const group = new GroupCommit(commit, limits);
  const first = group.add('a', size(30, 900));
  await soon();
  await expect(group.add('rows', size(11, 0))).rejects.toBeInstanceOf(Overloaded);
  await expect(group.add('bytes', size(1, 101))).rejects.toBeInstanceOf(Overloaded);
  expect(() => group.assertRoom(11, 0)).toThrow(Overloaded);
  const second = group.add('fits', size(10, 100));
  letGo();
  expect(await first).toBe('a!');
  await soon();
  letGo();
  expect(await second).toBe('fits!');
  expect(groups).toEqual([['a'], ['fits']]);
  await soon();
  expect(group.load).toEqual({ rows: 0, bytes: 0 });
});

it('lets one bad item cost the others nothing, and does not repeat what would fail for all', async () => {
  let commits = 0;
  const commit = async (items: readonly string[]): Promise<string[]> => {
    commits += 1;
    if (items.includes('bad')) throw new Error('bad');
    if (items.includes('away')) throw new Error('away');
    return [...items];
  };
  const group = new GroupCommit(commit, limits, (error) => (error as Error).message === 'bad');
  const settled = await Promise.allSettled(['a', 'bad', 'b'].map((item) => group.add(item, size(1))));
  expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  commits = 0;
  const gone = await Promise.allSettled(['a', 'away', 'b'].map((item) => group.add(item, size(1))));
  expect(gone.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  expect(commits).toBe(1);
  await soon();
  expect(group.load).toEqual({ rows: 0, bytes: 0 });
});
