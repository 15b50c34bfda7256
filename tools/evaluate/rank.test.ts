import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { seededRandom } from '@flywheel/primitives';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { realSamples } from './real-samples.ts';
import { Usage } from './refusals.ts';
import { evaluateRank } from './rank.ts';
import { numpyUniforms } from './rank/numpy-uniforms.ts';
import { readRankingRows } from './rank/ranking-rows.ts';
import { roundHalfEven, splitByChance, splitByTime } from './rank/split-rows.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'rank-'));
});
afterAll(async () => rm(folder, { recursive: true }));

type Model = {
  name: string;
  params: { learner?: string };
  metrics: Record<string, number>;
  ci95: Record<string, [number, number]>;
  modelHash: string;
};
type Answer = {
  protocol: string;
  inputs: Array<{ rows: number; dropped: number; sha256: string }>;
  models: Model[];
  chosen: { name: string; innerNdcg: Record<string, number> };
  warnings: string[];
  timeSplit?: { models: Model[]; chosen: { name: string } };
};
const evaluate = async (...args: string[]): Promise<Answer> => (await evaluateRank(args)) as Answer;

async function write(name: string, text: string): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, name.endsWith('.gz') ? gzipSync(text) : text);
  return file;
}

/** Acts of 240 people who keep to one of six groups of twenty-five items four times out of five, newest last. */
function acts(): Array<[user: string, item: string, time: number]> {
  const random = seededRandom('rank');
  const pairs = new Map<string, [string, string, number]>();
  for (let n = 0; n < 7000; n += 1) {
    const user = Math.floor(random.next() * 240);
    const group = random.next() < 0.8 ? user % 6 : Math.floor(random.next() * 6);
    const item = group * 25 + Math.floor(random.next() ** 2 * 25);
    pairs.set(`${user} ${item}`, [`u${user}`, `i${item}`, 1_600_000_000 + n * 60]);
  }
  return [...pairs.values()];
}
const toText = (rows: ReadonlyArray<readonly unknown[]>): string => rows.map((row) => row.join('\t')).join('\n');

/** The same rows with other names, in another order. */
function disguise<T extends readonly [string, string, ...unknown[]]>(rows: readonly T[], seed: string): unknown[][] {
  const random = seededRandom(seed);
  const names = new Map<string, string>();
  const named = (name: string): string => names.get(name) ?? names.set(name, `x${Math.floor(random.next() * 1e12)}`).get(name) ?? '';
  const renamed = rows.map(([user, item, ...rest]) => [named(`u ${user}`), named(`i ${item}`), ...rest]);
  return renamed
    .map((row) => ({ row, at: random.next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ row }) => row);
}

describe('evaluate rank', () => {
  it('auto takes by the inner split what the test confirms, and prints the time split beside the random one', async () => {
    const answer = await evaluate('--data', await write('acts.tsv.gz', toText(acts())), '--model', 'auto,pop', '--k', '5,10');
    const [auto, pop] = answer.models;
    expect(auto?.params.learner).toBe(answer.chosen.name);
    expect(Math.max(...Object.values(answer.chosen.innerNdcg))).toBe(answer.chosen.innerNdcg[answer.chosen.name]);
    expect(auto?.metrics['ndcg@5']).toBeGreaterThan((pop?.metrics['ndcg@5'] ?? 1) * 1.5);
    const [low, high] = auto?.ci95['ndcg@5'] ?? [1, 0];
    expect(low).toBeLessThan(auto?.metrics['ndcg@5'] ?? 0);
    expect(high).toBeGreaterThan(auto?.metrics['ndcg@5'] ?? 1);
    expect(answer.timeSplit?.models.map(({ name }) => name)).toEqual(['auto', 'pop']);
    expect(answer.protocol).toMatch(/ndcg@k.*coverage@k/);
  });

  it('repeats to the bit with its seed', async () => {
    const file = await write('again.tsv', toText(acts()));
    const hashes = async (): Promise<string[]> =>
      (await evaluate('--data', file, '--model', 'ials,blend')).models.map((each) => each.modelHash);
    expect(await hashes()).toEqual(await hashes());
  });

  it('knows no data set: under other names and in another order every metric and model stays as it was', async () => {
    const rows = acts();
    const run = async (name: string, text: string): Promise<Model[]> =>
      (await evaluate('--data', await write(name, text), '--split', 'time', '--model', 'pop,itemitem,ease,ials,blend')).models;
    const plain = await run('plain.tsv', toText(rows));
    for (const seed of ['a', 'b', 'c']) {
      const other = await run(`other-${seed}.tsv`, toText(disguise(rows, seed)));
      expect(other.map(({ metrics }) => metrics)).toEqual(plain.map(({ metrics }) => metrics));
      expect(other.map(({ modelHash }) => modelHash)).toEqual(plain.map(({ modelHash }) => modelHash));
    }
  });

  it('takes the lists of LightGCN, empty ones too, and given files', async () => {
    const train = await write('train.txt', '0 1 2 3\n1 1 2\n2\n3 2 3 4\n4 1 4\n');
    const test = await write('test.txt', '0 4\n1 3 4\n2 \n3 1\n9 2\n');
    const answer = await evaluate('--train', train, '--test', test, '--format', 'lightgcn', '--model', 'itemitem,pop', '--k', '2');
    expect(answer.inputs.map(({ rows }) => rows)).toEqual([5, 5]);
    expect(answer.protocol).toMatch(/10 rows of 4 users and 4 items to learn from, 5 of 4 users to test/);
    expect(answer.models.find(({ name }) => name === 'itemitem')?.metrics['recall@2']).toBeGreaterThan(0.7);
  });

  it('refuses a test that was learnt from (4), a file it can not use (3), a call it does not understand (2)', async () => {
    const train = await write('leak-train.tsv', 'a\tx\nb\ty\nb\tx\n');
    const leak = await write('leak-test.tsv', 'a\ty\nb\tx\n');
    await expect(evaluate('--train', train, '--test', leak)).rejects.toMatchObject({
      exitCode: 4,
      message: expect.stringMatching(/1 of 2/) as string,
    });
    await expect(evaluate('--data', path.join(folder, 'none'))).rejects.toMatchObject({ exitCode: 3 });
    await expect(evaluate('--data', train, '--split', 'time')).rejects.toThrow(/no times/);
    await expect(evaluate('--data', train, '--model', 'ease', '--memory-mb', '16', '--by', 'global')).resolves.toBeDefined();
    for (const wrong of [
      ['--data', train, '--test', leak],
      ['--train', train],
      ['--data', train, '--model', 'magic'],
      ['--sauce', 'x'],
      ['--data', train, '--k', '0'],
    ])
      await expect(evaluate(...wrong)).rejects.toThrow(Usage);
    await expect(evaluate('--data', train, '--min-rating', '3')).rejects.toThrow(/rating/);
  });

  it('refuses a model that does not fit into memory, before it is fitted', async () => {
    const lines = Array.from({ length: 4000 }, (_, n) => `u${n % 50}\ti${n}`).join('\n');
    const call = ['--data', await write('wide.tsv', lines), '--memory-mb', '64', '--by', 'global', '--k', '5'];
    await expect(evaluate(...call, '--model', 'ease')).rejects.toMatchObject({
      exitCode: 4,
      message: expect.stringMatching(/limit is 64 MB/) as string,
    });
    const { warnings, chosen } = await evaluate(...call);
    expect(warnings.join()).toMatch(/left out .*ease/);
    expect(chosen.name).not.toBe('ease');
  });
});

describe('reading interactions', () => {
  const read = (file: string, options = {}) => readRankingRows(file, { format: 'pairs', ...options });

  it('goes by named columns, a header or the usual order, merges repeats and counts what it drops', async () => {
    const rated = await read(
      await write('rated.csv', 'userId,movieId,rating,timestamp\n1,a,4,900000000\n1,a,5,900000009\n2,b,1,900000001\n3,,5,1\n4,c,x,2\n'),
      { minRating: 2 },
    );
    expect({ ...rated, ratings: [...rated.ratings], times: [...(rated.times ?? [])] }).toMatchObject({
      users: ['1'],
      items: ['a'],
      ratings: [5],
      times: [900000009],
    });
    expect(rated.file.dropped).toBe(2);
    expect(rated.warnings.join()).toMatch(/2 rows dropped.*1 rows below.*1 repeats/);
    const counted = await read(await write('counted.tsv', 'u\ti\t13883\nv\tj\t5\n'));
    expect(counted.times).toBeUndefined();
    expect(counted.warnings.join()).toMatch(/no times/);
    const dated = await read(await write('dated.csv', 'u;i;2020-01-01T00:00:00Z\nv;j;2020-01-02T00:00:00Z\n'));
    expect([...(dated.times ?? [])]).toEqual([1577836800, 1577923200]);
    expect((await read(await write('swapped.tsv', 'i\tu\n'), { columns: ['item', 'user'] })).users).toEqual(['u']);
  });
});

describe('splits', () => {
  const rowsOf = async (lines: ReadonlyArray<readonly unknown[]>) =>
    readRankingRows(await write('split.tsv', toText(lines)), { format: 'pairs' });

  it('draw as numpy does and round halves to even', () => {
    const next = numpyUniforms(42);
    expect([next(), next(), next()]).toEqual([0.3745401188473625, 0.9507143064099162, 0.7319939418114051]);
    expect([0.5, 1.5, 2.5, 2.51, 3.49].map(roundHalfEven)).toEqual([0, 2, 2, 3, 3]);
  });

  it('keep the ratio in each group, by chance and in time; a moment is never torn apart', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat(4), fc.nat(20)), { minLength: 1, maxLength: 80 }), async (list) => {
        const lines = [
          ...new Map(list.map(([user, day], n) => [`${user} ${n}`, [`u${user}`, `i${n}`, 1_500_000_000 + day] as const])).values(),
        ];
        const rows = await rowsOf(lines);
        const options = { by: 'user' as const, ratio: 0.75, seed: 7 };
        const [chance, time] = [splitByChance(rows, options), splitByTime(rows, rows.times ?? new Float64Array(0), options)];
        for (const user of new Set(rows.users)) {
          const own = rows.users.flatMap((each, row) => (each === user ? [row] : []));
          expect(own.filter((row) => chance[row] === 1).length).toBe(roundHalfEven(0.75 * own.length));
          const timeOf = (row: number): number => rows.times?.[row] ?? Number.NaN;
          const last = Math.max(...own.filter((row) => time[row] === 1).map(timeOf));
          for (const row of own) expect(timeOf(row) <= last).toBe(time[row] === 1);
        }
      }),
      { numRuns: 40 },
    );
  });
});

const sample = realSamples('ml-100k');
const movieLens = path.join(sample.folder, 'u.data.gz');

describe.skipIf(sample.absent)(`figures others published${sample.note}`, () => {
  it.each([
    ['item', { 'ndcg@10': 0.393819, 'map@10': 0.114038, 'precision@10': 0.340615, 'recall@10': 0.185377 }],
    ['user', { 'ndcg@10': 0.379533, 'map@10': 0.106959, 'precision@10': 0.331071, 'recall@10': 0.176837 }],
  ])('SAR to six digits, split by %s', async (by, published) => {
    const [sar] = (await evaluate('--data', movieLens, '--by', by, '--k', '10', '--model', 'sar')).models;
    for (const [name, value] of Object.entries(published)) expect(sar?.metrics[name]).toBeCloseTo(value, 6);
  });

  it('stay within .002 under other names and another order, time kept', async () => {
    const text = gunzipSync(await readFile(movieLens))
      .toString('utf8')
      .trim();
    const rows = text.split('\n').map((line) => line.split('\t') as [string, string, string, string]);
    const run = async (name: string, lines: readonly unknown[][]): Promise<Model[]> =>
      (await evaluate('--data', await write(name, toText(lines)), '--split', 'time', '--k', '10', '--model', 'pop,itemitem,ials')).models;
    const [plain, other] = [await run('ml.tsv', rows), await run('ml-other.tsv', disguise(rows, 'ml'))];
    plain.forEach(({ metrics }, n) => {
      for (const [name, value] of Object.entries(metrics))
        expect(Math.abs((other[n]?.metrics[name] ?? 1) - value)).toBeLessThanOrEqual(0.002);
    });
  }, 60_000);
});
