import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BadInput, Usage } from '../refusals.ts';
import { realSamples } from '../real-samples.ts';
import { evaluateAuctions } from './auctions.ts';
import type { Auctions } from './read-auctions.ts';
import { replayAuctions } from './replay-auctions.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'auctions-'));
});
afterAll(async () => rm(folder, { recursive: true }));

type Bought = { share?: string; budget: number; impressions: number; clicks: number; cost: number };
type Answer = {
  models: Array<{ name: string; metrics: Bought[]; ci95: Array<{ clicks: [number, number] }> }>;
  calibration: Array<{ name: string; auto: boolean; metrics: { auc: number; ne: number; ratio: number } }>;
  chosen: { name: string };
  warnings: string[];
};
const evaluate = async (...args: string[]): Promise<Answer> => (await evaluateAuctions(args)) as Answer;
const write = async (name: string, lines: readonly string[]): Promise<string> => {
  const file = path.join(folder, name);
  await writeFile(file, name.endsWith('.gz') ? gzipSync(lines.join('\n')) : lines.join('\n'));
  return file;
};

const auction = fc.record({
  price: fc.integer({ min: 0, max: 50 }),
  click: fc.constantFrom(0, 1),
  chance: fc.double({ min: 0, max: 1, noNaN: true }),
});
const auctionsOf = (rows: ReadonlyArray<{ price: number; click: number; chance: number }>): Auctions => ({
  file: { path: '', sha256: '', rows: rows.length, dropped: 0 },
  clicks: Uint8Array.from(rows, ({ click }) => click),
  prices: Float64Array.from(rows, ({ price }) => price),
  chances: Float64Array.from(rows, ({ chance }) => chance),
  totals: { impressions: rows.length, clicks: 0, cost: 0 },
});

describe('a replay of auctions', () => {
  it('never spends more than an episode may, nor pays above the bid', () => {
    fc.assert(
      fc.property(fc.array(auction, { maxLength: 60 }), fc.nat(200), fc.integer({ min: 1, max: 20 }), (rows, budget, episode) => {
        const episodes = replayAuctions(auctionsOf(rows), (chance) => Math.trunc(chance * 60), { budget, episode, cap: 40 });
        expect(episodes).toHaveLength(Math.ceil(rows.length / episode));
        for (const { cost, impressions } of episodes) {
          expect(cost).toBeLessThanOrEqual(budget);
          expect(cost).toBeLessThanOrEqual(impressions * 40);
        }
      }),
    );
  });

  it('with money for everything wins exactly what is bid for', () => {
    fc.assert(
      fc.property(fc.array(auction, { maxLength: 60 }), (rows) => {
        const [bought] = replayAuctions(auctionsOf(rows), () => 25, { budget: 1e9, episode: 100, cap: 300 });
        const won = rows.filter(({ price }) => price <= 25);
        expect(bought?.impressions ?? 0).toBe(won.length);
        expect(bought?.cost ?? 0).toBe(won.reduce((sum, { price }) => sum + price, 0));
      }),
    );
  });
});

describe('evaluate auctions', () => {
  it('follows the rules of the budget to the unit, gz and extra columns and all', async () => {
    const train = await write('train.tsv', ['1\t10\t0.5\tx', '0\t30\t0.25\tx', '0\t20\t0.25\tx', 'broken line']);
    // B = trunc(60/3 · 1/2 · 2) = 20: the first episode buys 10 and 10, the second, shorter one 15.
    const test = await write('test.tsv.gz', ['0\t10\t0.1\ty', '1\t10\t0.1\ty', '1\t15\t0.1\ty']);
    const answer = await evaluate(
      '--train',
      train,
      '--test',
      test,
      '--strategy',
      'const:16,lin:5,mcpc',
      '--episode',
      '2',
      '--share',
      '1/2',
    );
    expect(answer.models[0]?.metrics).toEqual([expect.objectContaining({ budget: 20, impressions: 3, clicks: 2, cost: 35 })]);
    // lin: trunc(.1 · 5 / (1/3)) = 1 buys nothing; mcpc: trunc(.1 · 60/1) = 6 neither.
    expect(answer.models.slice(1).map(({ metrics }) => metrics[0]?.impressions)).toEqual([0, 0]);
    expect(answer.warnings.join()).toMatch(/1 lines dropped/);
  });

  it('refuses what it can not use', async () => {
    const file = await write('a.tsv', ['1\t10\t0.5', '0\t10\t0.5']);
    const clickless = await write('b.tsv', ['0\t10\t0.5', '0\t11\t0.5']);
    const words = await write('c.tsv', ['a b c', 'd e f']);
    await expect(evaluate('--train', file, '--test', file)).rejects.toMatchObject({ exitCode: 4 });
    await expect(evaluate('--train', clickless, '--test', file)).rejects.toThrow(/no click/);
    await expect(evaluate('--train', words, '--test', file)).rejects.toThrow(BadInput);
    await expect(evaluate('--train', file, '--test', clickless, '--strategy', 'greedy')).rejects.toThrow(Usage);
    await expect(evaluate('--train', file)).rejects.toThrow(/--test/);
    await expect(evaluate('--train', file, '--test', clickless, '--share', 'half')).rejects.toThrow(/--share/);
  });

  const real = realSamples('rtbcontrol-1458');
  it.skipIf(real.absent)(`buys on 100,000 real auctions, to the unit, what the published replay bought${real.note}`, async () => {
    const files = ['--train', path.join(real.folder, 'train.txt'), '--test', path.join(real.folder, 'test.txt')];
    const answer = await evaluate(...files, '--strategy', 'mcpc,lin:50,const:50', '--share', '1/32');
    expect(answer.models.map(({ name, metrics: [all] }) => [name, all?.budget, all?.impressions, all?.clicks, all?.cost])).toEqual([
      ['mcpc', 2015, 7291, 14, 180_198],
      ['lin:50', 2015, 5638, 14, 121_994],
      ['const:50', 2015, 7527, 1, 201_421],
    ]);
    const [shipped, platt] = answer.calibration;
    expect([shipped?.metrics.auc, shipped?.metrics.ne, shipped?.metrics.ratio]).toEqual([
      expect.closeTo(0.735, 3),
      expect.closeTo(1.032, 3),
      expect.closeTo(0.887, 3),
    ]);
    expect(platt).toMatchObject({ name: 'platt', auto: true, metrics: { ne: expect.closeTo(0.929, 3) } });
  });
});
