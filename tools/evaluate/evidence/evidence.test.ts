import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { seededRandom } from '@flywheel/primitives';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { realSamples } from '../real-samples.ts';
import { BadInput, Usage } from '../refusals.ts';
import { evaluateAb } from './ab.ts';
import { evaluateOpe } from './ope.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'evidence-'));
});
afterAll(async () => rm(folder, { recursive: true }));

type Model = { name: string; metrics: Record<string, number>; ci95: Record<string, [number, number]> };
type Answer = { models: Model[]; chosen: object; warnings: string[]; srm: { verdict: string }; log: Record<string, number> };
const write = async (name: string, lines: readonly string[]): Promise<string> => {
  const file = path.join(folder, name);
  await writeFile(file, lines.join('\n'));
  return file;
};
const named = (answer: Answer, name: string): Model =>
  answer.models.find((model) => model.name === name) ?? answer.models[99] ?? never(name);
const never = (name: string): never => {
  throw new Error(`no model ${name}`);
};

describe('evaluate ab', () => {
  const rows = (arm: string, units: number, clicked: number): string[] =>
    Array.from({ length: units }, (_, unit) => `${arm},${unit < clicked ? 1 : 0},${1 + (unit % 3)}`);

  it('46 against 69 clicks of 10,000: z 2.151, p .0315, and the sequence is wider', async () => {
    const file = await write('clicks.csv', ['arm,clicks,views', ...rows('random', 10_000, 46), ...rows('bts', 10_000, 69)]);
    const answer = (await evaluateAb(['--data', file, '--arm', 'arm', '--outcome', 'clicks', '--control', 'random'])) as Answer;
    const { metrics, ci95 } = named(answer, 'clicks: bts − random');
    expect([metrics['z']?.toFixed(3), metrics['p']?.toFixed(4), answer.srm.verdict]).toEqual(['2.151', '0.0315', 'ok']);
    expect(ci95['fixed']?.[0]).toBeGreaterThan(0);
    expect(ci95['sequential']?.[0]).toBeLessThan(0);
  });

  it('uses a covariate that helps and refuses arms that are not as meant', async () => {
    const random = seededRandom('ab');
    const units = Array.from({ length: 4000 }, (_, n) => {
      const before = random.next();
      return `${n % 2 ? 'a' : 'b'},${(before + 0.1 * random.next()).toFixed(6)},${before.toFixed(6)}`;
    });
    const file = await write('cuped.csv', ['arm,spent,before', ...units]);
    const asked = ['--data', file, '--arm', 'arm', '--outcome', 'spent', '--covariate', 'before'];
    const answer = (await evaluateAb(asked)) as Answer;
    expect(answer.chosen).toEqual({ names: ['spent: b − a, CUPED'] });
    expect(named(answer, 'spent: b − a, CUPED').metrics['varianceLeft']).toBeLessThan(0.02);
    await expect(evaluateAb([...asked, '--expect', '.6,.4'])).rejects.toMatchObject({ exitCode: 4 });
    await expect(evaluateAb([...asked, '--expect', '.6'])).rejects.toThrow(Usage);
    await expect(evaluateAb(['--data', file, '--arm', 'arm', '--outcome', 'lost'])).rejects.toThrow(/no column lost/);
  });
});

describe('evaluate ope', () => {
  it('takes a table or a log as the policy and gives the same answer for the same policy', async () => {
    const random = seededRandom('ope');
    const log = Array.from({ length: 4000 }, () => {
      const action = random.next() < 0.5 ? 'x' : 'y';
      return `1,${action},${random.next() < (action === 'x' ? 0.1 : 0.3) ? 1 : 0},0.5`;
    });
    const data = await write('log.csv', ['position,action,reward,propensity', ...log]);
    const table = await write('table.csv', ['position,action,prob', '1,x,0.25', '1,y,0.75']);
    const other = await write('other.csv', ['position,action', '1,x', '1,y', '1,y', '1,y']);
    const [one, two] = [
      (await evaluateOpe(['--data', data, '--position', 'position', '--policy', table])) as Answer,
      (await evaluateOpe(['--data', data, '--position', 'position', '--policy', other])) as Answer,
    ];
    expect(two.models.map(({ metrics }) => metrics)).toEqual(one.models.map(({ metrics }) => metrics));
    for (const name of ['snipw', 'dr', 'ipw']) {
      const [low, high] = named(one, name).ci95['value'] ?? [0, 0];
      expect(low).toBeLessThan(0.25);
      expect(high).toBeGreaterThan(0.25);
    }
  });

  it('refuses a policy the log hardly followed (4), one that does not add up and a chance of 0 (3)', async () => {
    const log = Array.from({ length: 500 }, (_, n) => (n < 3 ? 'x,1,0.005' : 'y,0,0.995'));
    const data = await write('rare.csv', ['action,reward,propensity', ...log]);
    const always = await write('always.csv', ['action,prob', 'x,1']);
    await expect(evaluateOpe(['--data', data, '--policy', always])).rejects.toMatchObject({ exitCode: 4 });
    const half = await write('half.csv', ['action,prob', 'x,0.5']);
    await expect(evaluateOpe(['--data', data, '--policy', half])).rejects.toMatchObject({ exitCode: 3 });
    const zero = await write('zero.csv', ['action,reward,propensity', 'x,1,0']);
    await expect(evaluateOpe(['--data', zero, '--policy', always])).rejects.toThrow(BadInput);
    await expect(evaluateOpe(['--data', data])).rejects.toThrow(/--policy/);
  });

  const { folder: samples, absent, note } = realSamples('obd');
  it.skipIf(absent)(`a Thompson policy from 10,000 random choices of a real shop${note}`, async () => {
    const log = (policy: string): string => path.join(samples, policy, 'men', 'men.csv.gz');
    const columns = ['--action', 'item_id', '--position', 'position', '--reward', 'click', '--propensity', 'propensity_score'];
    const answer = (await evaluateOpe(['--data', log('random'), '--policy', log('bts'), ...columns])) as Answer;
    expect(named(answer, 'ipw').metrics['value']).toBeCloseTo(0.00551, 5);
    expect(named(answer, 'snipw').metrics['value']).toBeCloseTo(0.00555, 5);
    expect(answer.log['ess']).toBeCloseTo(4120, 0);
    const [low, high] = named(answer, 'snipw').ci95['value'] ?? [0, 0];
    expect(low).toBeLessThan(0.0069);
    expect(high).toBeGreaterThan(0.0069);
  });
});
