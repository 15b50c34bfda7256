import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { seededRandom } from '@flywheel/primitives';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { realSamples } from '../real-samples.ts';
import { Usage } from '../refusals.ts';
import { evaluateCtr } from './ctr.ts';
import { predictThenLearn } from './go-on-learning.ts';
import { secondsOf } from './seconds-of.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'ctr-'));
});
afterAll(async () => rm(folder, { recursive: true }));

type Figures = { auc: number; ne: number; ratio: number; ece: number; ratioPoisson99: { low: number; high: number }; positives: number };
type Model = { name: string; inner: { ne: number }; metrics: Figures; following?: { metrics: Figures }; ci95: { auc: [number, number] } };
type Answer = {
  split: string;
  test: { rows: number; positives: number };
  models: Model[];
  beside?: { split: string; models: Model[] };
  chosen: { name: string };
  features: { categories: string[]; numbers: string[] };
  inputs: Array<{ rows: number; dropped: number }>;
  warnings: string[];
};
const evaluate = async (...args: string[]): Promise<Answer> => (await evaluateCtr(args)) as Answer;
const modelOf = (answer: { models: Model[] }, name: string): Model =>
  answer.models.find((model) => model.name === name) ?? expect.fail(name);
const write = async (name: string, lines: readonly string[]): Promise<string> => {
  const file = path.join(folder, name);
  await writeFile(file, name.endsWith('.gz') ? gzipSync(lines.join('\n')) : lines.join('\n'));
  return file;
};

/** A log in which ads and people of like parity go together, and the price drives the rest. `spell` writes a number's id. */
function clickLog(rows: number, spell = (kind: string, number: number): string => `${kind}${number}`): string[] {
  const random = seededRandom('clicks');
  const lines = Array.from({ length: rows }, (_, at) => {
    const [person, ad, price] = [Math.floor(random.next() * 40), Math.floor(random.next() * 20), random.next()];
    const chance = 0.05 + (ad % 5) * 0.05 + ((person + ad) % 2) * 0.45 + (price > 0.7 ? 0.2 : 0);
    return `${random.next() < chance ? 1 : 0},${spell('person', person)},${spell('ad', ad)},${price.toFixed(3)},${1_600_000_000 + at * 60}`;
  });
  return ['click,person,ad,price,at', ...lines];
}
const flags = ['--label', 'click', '--time', 'at', '--numeric', 'price'];

describe('evaluate ctr', () => {
  it('learns from a log what its baseline can not, in time order and at random, calibrated', async () => {
    const answer = await evaluate('--data', await write('log.csv.gz', clickLog(12_000)), ...flags);
    expect([answer.split, answer.beside?.split, answer.test.rows]).toEqual(['time:0.8', 'random:0.8', 2400]);
    expect(answer.features).toEqual({ categories: ['person', 'ad', 'hour of time'], numbers: ['price'] });
    for (const part of [answer, answer.beside ?? expect.fail('no random split')]) {
      for (const name of ['ftrl', 'fm', 'gbdt']) {
        const { metrics, ci95 } = modelOf(part, name);
        expect(metrics.ne).toBeLessThan(modelOf(part, 'smoothed').metrics.ne - 0.03);
        expect(metrics.ratioPoisson99.low).toBeLessThan(1);
        expect(metrics.ratioPoisson99.high).toBeGreaterThan(1);
        expect(ci95.auc[0]).toBeLessThan(metrics.auc);
        expect(ci95.auc[1]).toBeGreaterThan(metrics.auc);
      }
    }
    const leastInner = answer.models.toSorted((a, b) => a.inner.ne - b.inner.ne)[0];
    expect(answer.chosen.name).toBe(leastInner?.name);
    expect(modelOf(answer, 'ftrl').following?.metrics.positives).toBe(answer.test.positives);
  }, 120_000);

  it('does not know how ids are spelled or rows are ordered', async () => {
    const only = [...flags, '--model', 'smoothed,ftrl,gbdt'];
    const [header = '', ...rows] = clickLog(4000, (kind, number) => `${(number * 7919) % 1009}~${kind}`);
    const plain = await evaluate('--data', await write('plain.csv', clickLog(4000)), ...only);
    const other = await evaluate('--data', await write('other.csv', [header, ...rows.reverse()]), ...only);
    for (const { name, metrics } of plain.models) {
      expect(Math.abs(modelOf(other, name).metrics.auc - metrics.auc)).toBeLessThan(0.002);
      expect(Math.abs(modelOf(other, name).metrics.ne - metrics.ne)).toBeLessThan(0.002);
    }
  }, 60_000);

  it('undoes the sampling of negatives it learns from', async () => {
    const file = await write('sampled.csv', clickLog(12_000));
    const answer = await evaluate('--data', file, ...flags, '--model', 'ftrl', '--negatives', '1/4', '--calibrate', 'none');
    expect(modelOf(answer, 'ftrl').metrics.ratio).toBeGreaterThan(0.85);
    expect(modelOf(answer, 'ftrl').metrics.ratio).toBeLessThan(1.15);
  }, 60_000);

  it('makes labels from a number, names columns of a file without header, and counts what it drops', async () => {
    const random = seededRandom('ratings');
    const lines = Array.from({ length: 500 }, (_, at) => `u${at % 7}\ti${at % 11}\t${1 + Math.floor(random.next() * 5)}\t${at}`);
    const file = await write('ratings.tsv', [...lines, 'u1\ti1\tnone\t900', 'u1\ti1']);
    const answer = await evaluate(
      '--data',
      file,
      '--columns',
      'u,i,rating,at',
      '--label',
      'rating>=4',
      '--time',
      'at',
      '--model',
      'smoothed',
    );
    expect(answer.inputs[0]).toMatchObject({ rows: 502, dropped: 2 });
    expect(answer.features.categories).toEqual(['u', 'i']);
    expect(answer.warnings.join()).toMatch(/2 rows dropped.*positives in test/);
  });

  it('serves files of train and test row by row only where test comes after train', async () => {
    const [header = '', ...rows] = clickLog(2000);
    const halves = (name: string, inTest: (at: number) => boolean) =>
      Promise.all([false, true].map((test) => write(`${name}-${test}.csv`, [header, ...rows.filter((_, at) => inTest(at) === test)])));
    for (const [name, inTest, follows] of [
      ['after', (at: number) => at >= 1500, true],
      ['among', (at: number) => at % 4 === 0, false],
    ] as const) {
      const [train = '', test = ''] = await halves(name, inTest);
      const answer = await evaluate('--train', train, '--test', test, ...flags, '--model', 'smoothed');
      expect([answer.test.rows, answer.beside, 'following' in modelOf(answer, 'smoothed')]).toEqual([500, undefined, follows]);
    }
  });

  it('refuses, saying why, what would mislead', async () => {
    const [header = '', ...rows] = clickLog(600);
    const [train, test] = [
      await write('train.csv', [header, ...rows.slice(0, 400)]),
      await write('test.csv', [header, ...rows.slice(399)]),
    ];
    await expect(evaluate('--train', train, '--test', test, ...flags)).rejects.toMatchObject({
      exitCode: 4,
      message: expect.stringMatching(/1 of 201/),
    });
    const leaky = await write('leaky.csv', [`${header},seen`, ...rows.map((row) => `${row},${row.startsWith('1') ? 'x' : ''}`)]);
    await expect(evaluate('--data', leaky, ...flags)).rejects.toMatchObject({
      exitCode: 4,
      message: expect.stringMatching(/--ignore seen/),
    });
    const same = await write('same.csv', [header, ...rows.filter((row) => row.startsWith('0'))]);
    await expect(evaluate('--data', same, ...flags)).rejects.toMatchObject({ exitCode: 3 });
    for (const wrong of [
      ['--label', 'clack'],
      ['--label', 'click', '--split', 'time:.8'],
      [...flags, '--model', 'oracle'],
      [...flags, '--split', 'time:2'],
    ])
      await expect(evaluate('--data', train, ...wrong)).rejects.toThrow(Usage);
    await expect(evaluate(...flags)).rejects.toThrow(/--data/);
  });

  it('predicts each row before it learns it, and learns none of the same moment', () => {
    const times = Float64Array.of(1, 1, 2, 2, 3);
    const steps: string[] = [];
    const examples = { times } as unknown as Parameters<typeof predictThenLearn>[0];
    predictThenLearn(
      examples,
      Uint32Array.from(times.keys()),
      (row) => steps.push(`p${row}`),
      (row) => steps.push(`l${row}`),
    );
    expect(steps.join(' ')).toBe('p0 p1 l0 l1 p2 p3 l2 l3 p4');
  });

  it('reads times as they are written', () => {
    expect(
      ['1600000000', '1600000000000', '2020-09-13T12:26:40Z', '2020-09-13 14:26:40+02:00', '2020/09/13 12:26:40'].map(secondsOf),
    ).toEqual(Array.from({ length: 5 }, () => 1_600_000_000));
    expect(secondsOf('2017-11-06 9:05')).toBe(Date.UTC(2017, 10, 6, 9, 5) / 1000);
    expect(secondsOf('soon')).toBeNaN();
  });

  const real = realSamples('ml-100k');
  it.skipIf(real.absent)(
    `foresees who likes which film, calibrated in time and at random${real.note}`,
    async () => {
      const columns = ['--columns', 'user,item,rating,time', '--label', 'rating>=4', '--time', 'time'];
      const answer = await evaluate('--data', path.join(real.folder, 'u.data.gz'), ...columns, '--model', 'smoothed,ftrl');
      const { ratioPoisson99, ece, ne } = modelOf(answer, 'ftrl').following?.metrics ?? expect.fail('no predict-then-learn figures');
      expect(ratioPoisson99.low).toBeLessThan(1);
      expect(ratioPoisson99.high).toBeGreaterThan(1);
      expect(ece).toBeLessThan(0.025);
      expect(ne).toBeLessThan((modelOf(answer, 'smoothed').following?.metrics.ne ?? 0) - 0.03);
      const random = modelOf(answer.beside ?? expect.fail('no random split'), 'ftrl').metrics;
      expect(random.ece).toBeLessThan(0.015);
      expect(random.auc).toBeGreaterThan(0.755);
    },
    120_000,
  );
});
