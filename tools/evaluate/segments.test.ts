import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { seededRandom } from '@flywheel/primitives';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readInteractions } from './read-interactions.ts';
import { realSamples } from './real-samples.ts';
import { BadInput, Usage } from './refusals.ts';
import { evaluateSegments } from './segments.ts';
import { shuffleInteractions } from './shuffle-interactions.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'evaluate-'));
});
afterAll(async () => rm(folder, { recursive: true }));

const kinds = ['red', 'green', 'blue', 'grey', 'gold', 'teal'];

/** A log of people who keep to one of six kinds of item with `loyalty`; ids spelled with `prefix`. */
async function writeLog(loyalty: number, prefix = ''): Promise<string> {
  const random = seededRandom('log');
  const lines: string[] = [];
  for (let user = 0; user < 600; user += 1) {
    for (let act = 0; act < 30; act += 1) {
      const kind = random.next() < loyalty ? user % kinds.length : Math.floor(random.next() * kinds.length);
      lines.push(`${prefix}u${user}\t${prefix}${kinds[kind]}-${Math.floor(random.next() * 25)}\t${1_600_000_000 + act * 86_400 + user}`);
    }
  }
  const file = path.join(folder, `log-${loyalty}${prefix}.tsv.gz`);
  await writeFile(file, gzipSync(lines.join('\n')));
  return file;
}

type Answer = {
  chosen: { k: number };
  models: Array<{
    metrics: {
      offered: number;
      offeredShare: number;
      k: number;
      largestShare: number;
      coverage: number;
      medianLaterLift: number;
      ari: number;
    };
  }>;
  segments: Array<{ name: string }>;
  weekly: { weeks: number; memberJaccard: number; keptIds: number };
  shuffled: { segments: number; offeredShare: number; ari: number };
};
const evaluate = async (...args: string[]): Promise<Answer> => (await evaluateSegments(args)) as Answer;

describe('evaluate segments', () => {
  it('finds and names the kinds people keep to, and their members go on to care more', async () => {
    const items = path.join(folder, 'items.tsv');
    await writeFile(items, kinds.flatMap((kind) => Array.from({ length: 25 }, (_, n) => `${kind}-${n}\t${kind} ${n}\t${kind}`)).join('\n'));
    const answer = await evaluate('--data', await writeLog(0.75), '--items', items, '--clusters', '6');
    expect(answer.models[0]?.metrics).toMatchObject({ offered: 6, ari: 1 });
    expect(answer.models[0]?.metrics.medianLaterLift).toBeGreaterThan(2.5);
    expect(answer.segments.map((segment) => segment.name).sort()).toEqual([...kinds].sort());
    expect(answer.weekly).toMatchObject({ keptIds: 1 });
    expect(answer.weekly.memberJaccard).toBeGreaterThan(0.7);
    expect(answer.shuffled.segments).toBe(30);
    expect(answer.shuffled.offeredShare).toBeLessThanOrEqual(0.05);
    expect(answer.shuffled.ari).toBeLessThan(0.5);
  });

  it('does not know how ids are spelled', async () => {
    const [plain, renamed] = [await evaluate('--data', await writeLog(0.75)), await evaluate('--data', await writeLog(0.75, 'zz-'))];
    expect(renamed.models).toEqual(plain.models);
  });

  it('finds out by itself which of four columns is the time, and that a third one that only counts is none', async () => {
    const read = async (name: string, text: string) => {
      await writeFile(path.join(folder, name), text);
      return readInteractions(path.join(folder, name), {});
    };
    const rated = await read('rated.tsv', 'a\tx\t5\t900000009\na\ty\t1\t900000001\n');
    expect({ timed: rated.timed, of: rated.of }).toMatchObject({ timed: true, of: [[{ time: 900000001 }, { time: 900000009 }]] });
    expect((await read('counted.tsv', 'a\tx\t17\na\ty\t3\n')).timed).toBe(false);
    expect((await read('headed.csv', 'movieId,userId,timestamp\n1,a,900000001\n')).users).toEqual(['a']);
  });

  it('offers nothing where people take anything', async () => {
    const answer = await evaluate('--data', await writeLog(0), '--clusters', '6');
    expect(answer.models[0]?.metrics.offered).toBe(0);
  });

  it('shuffles who took what, and keeps how often everybody and everything occurs', () => {
    fc.assert(
      fc.property(fc.array(fc.uniqueArray(fc.nat(12), { maxLength: 8 }), { maxLength: 12 }), fc.string(), (lists, seed) => {
        const of = lists.map((items) => items.map((item, time) => ({ item, time })));
        const shuffled = shuffleInteractions(of, seededRandom(seed));
        const itemsOf = (acts: typeof of): number[] => acts.flatMap((own) => own.map((act) => act.item)).sort((a, b) => a - b);
        expect(itemsOf(shuffled)).toEqual(itemsOf(of));
        shuffled.forEach((acts, user) => {
          expect(acts.map((act) => act.time)).toEqual(of[user]?.map((act) => act.time));
          expect(new Set(acts.map((act) => act.item)).size).toBe(acts.length);
        });
      }),
    );
  });

  it('refuses a missing file, an empty one and a wrong flag', async () => {
    const empty = path.join(folder, 'empty');
    await writeFile(empty, '');
    await expect(evaluateSegments(['--data', path.join(folder, 'none')])).rejects.toThrow(BadInput);
    await expect(evaluateSegments(['--data', empty])).rejects.toThrow(/is empty/);
    await expect(evaluateSegments(['--sauce', 'x'])).rejects.toThrow(Usage);
    await expect(evaluateSegments([])).rejects.toThrow(/--data/);
  });
});

const films = realSamples('ml-100k');

describe('evaluate segments on films people rated', () => {
  it.skipIf(films.absent)(
    `finds stable communities whose members stay and go on to care more, and none by chance${films.note}`,
    async () => {
      const flags = ['--clusters', 'auto', '--shuffles', '1'];
      const { models, weekly, shuffled } = await evaluate('--data', path.join(films.folder, 'u.data.gz'), ...flags);
      const found = models[0]?.metrics;
      expect(found?.k).toBeGreaterThanOrEqual(6);
      expect(found?.ari).toBeGreaterThanOrEqual(0.8);
      expect(found?.largestShare).toBeLessThanOrEqual(0.4);
      expect(found?.coverage).toBeGreaterThanOrEqual(0.95);
      expect(found?.offeredShare).toBeGreaterThanOrEqual(0.8);
      expect(found?.medianLaterLift).toBeGreaterThanOrEqual(1.4);
      expect(weekly.memberJaccard).toBeGreaterThanOrEqual(0.7);
      expect(shuffled.offeredShare).toBeLessThanOrEqual(0.05);
    },
    180_000,
  );
});
