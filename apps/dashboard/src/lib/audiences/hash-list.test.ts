import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { batchesOf, hashList } from './hash-list.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const digest = (text: string): Promise<string> => Promise.resolve(sha256(text));

describe('a list of customers', () => {
  it('becomes hashes of normalised identifiers, each once; hashes stay what they are', async () => {
    const text = `Email;Phone\n"Ann@Example.org";+49 30 123456\nann@example.org\n${sha256('x').toUpperCase()}\n`;
    expect(await hashList(text, digest)).toEqual({ hashes: [sha256('ann@example.org'), sha256('+4930123456'), sha256('x')], skipped: 0 });
  });

  it('tells how many fields can not be identifiers', async () => {
    expect(await hashList('ann@\nann@example.org', digest)).toMatchObject({ skipped: 1 });
  });

  it('goes in batches of about the same size, the last no handful', () => {
    const sizes = batchesOf(Array.from({ length: 20_001 }, (_, at) => String(at))).map((batch) => batch.length);
    expect(sizes).toEqual([6667, 6667, 6667]);
    expect(batchesOf([])).toEqual([[]]);
  });
});
