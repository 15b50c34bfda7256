import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { realSamples } from '../real-samples.ts';
import { Usage } from '../refusals.ts';
import { foldsOf } from './folds.ts';
import { evaluateText } from './text.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'texts-'));
});
afterAll(async () => rm(folder, { recursive: true }));

type Metrics = Record<'f1' | 'mcc' | 'fpr' | 'texts' | 'scoreUsPerText', number>;
type Answer = { inputs: Array<{ rows: number; dropped: number }>; models: Array<{ metrics: Metrics }>; warnings: string[] };
const evaluate = async (...args: string[]): Promise<Answer> => (await evaluateText(args)) as Answer;
const write = async (name: string, text: string): Promise<string> => {
  const file = path.join(folder, name);
  await writeFile(file, text);
  return file;
};
const columns = ['--label', 'label', '--text', 'text', '--positive', 'spam'];

describe('evaluate text', () => {
  const rows = Array.from({ length: 120 }, (_, n) =>
    n % 3
      ? `ham,"see you at ${n} o'clock,\nthen ""home"" for dinner ${n}"`
      : `spam,WIN ${n * 7919} cash now!!! claim at www.win${n}.example`,
  );

  it('reads cells over several lines, keeps equal texts apart on request, and tells the kinds apart', async () => {
    const file = await write('texts.csv', ['label,text', ...rows, ...rows.slice(0, 30)].join('\n'));
    const answer = await evaluate('--data', file, ...columns, '--split', 'kfold:4', '--max-fpr', '.01', '--dedupe');
    expect(answer.inputs[0]).toMatchObject({ rows: 150, dropped: 30 });
    expect(answer.models[0]?.metrics).toMatchObject({ texts: 120 });
    expect(answer.models[0]?.metrics.f1).toBeGreaterThan(0.95);
  });

  it('refuses a test that stands in train (4), wrong columns and wrong splits (2)', async () => {
    const file = await write('train.csv', ['label,text', ...rows].join('\n'));
    const test = await write('test.csv', ['label,text', ...rows.slice(0, 9)].join('\n'));
    await expect(evaluate('--train', file, '--test', test, ...columns)).rejects.toMatchObject({ exitCode: 4 });
    await expect(evaluate('--data', file, '--label', 'kind', '--text', 'text', '--positive', 'spam')).rejects.toThrow(Usage);
    await expect(evaluate('--data', file, ...columns, '--split', 'first:0')).rejects.toThrow(Usage);
    await expect(evaluate('--data', file, ...columns, '--split', 'moon:3')).rejects.toThrow(Usage);
    await expect(evaluate('--data', file, ...columns.slice(0, 4), '--positive', 'none')).rejects.toMatchObject({ exitCode: 3 });
  });

  it('splits by time with the later part as the test, whatever the order of the file', () => {
    const times = ['2024-01-03T00:00:00', '2024-01-01T00:00:00', '', '2024-01-02T00:00:00'];
    expect(foldsOf('time:at:.75', 4, { seed: '1', column: () => times })).toEqual([{ name: 'test', train: [2, 1, 3], test: [0] }]);
  });

  const sms = realSamples('spam-sms');
  it.skipIf(sms.absent)(`text messages: MCC at least .93 with at most .1 % of good ones caught${sms.note}`, async () => {
    const file = path.join(sms.folder, 'spam.csv');
    const { models } = await evaluate('--data', file, ...columns, '--split', 'first:1674', '--max-fpr', '.001');
    expect(models[0]?.metrics.mcc).toBeGreaterThanOrEqual(0.93);
    expect(models[0]?.metrics.fpr).toBeLessThanOrEqual(0.001);
  });

  const comments = realSamples('spam-youtube');
  it.skipIf(comments.absent)(`comments under three films, each judged by the others: F1 at least .92${comments.note}`, async () => {
    const files = ['psy', 'katyperry', 'lmfao'].map((name) => path.join(comments.folder, `${name}.csv`)).join(',');
    const { models } = await evaluate('--data', files, '--label', 'CLASS', '--text', 'CONTENT', '--positive', '1', '--split', 'group:file');
    expect(models[0]?.metrics.f1).toBeGreaterThanOrEqual(0.92);
  });

  const unsafe = realSamples('abuse-davidson');
  it.skipIf(unsafe.absent)(
    `unsafe posts: F1 at least .96${unsafe.note}`,
    async () => {
      const file = path.join(unsafe.folder, 'labeled_data.csv');
      const { models } = await evaluate('--data', file, '--label', 'class', '--text', 'tweet', '--positive', '0,1', '--split', 'kfold:5');
      expect(models[0]?.metrics.f1).toBeGreaterThanOrEqual(0.96);
    },
    60_000,
  );
});
