import { describe, expect, it } from 'vitest';
import { checkHashes, readHashes } from './read-hashes.ts';

const [a, b, c] = ['a', 'b', 'c'].map((digit) => digit.repeat(64)) as [string, string, string];
async function* chunks(text: string, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < text.length; at += size) yield Buffer.from(text.slice(at, at + size));
}
async function read(text: string, size = 7, batch = 2): Promise<string[][]> {
  const batches: string[][] = [];
  for await (const hashes of readHashes(chunks(text, size), batch)) batches.push(hashes);
  return batches;
}

describe('hashes in a stream', () => {
  it('are read from CSV with column names, quotes, empty fields and any line ends', async () => {
    expect((await read(`email,phone\r\n"${a}",${b.toUpperCase()}\r\n\n;${c}`)).flat()).toEqual([a, b, c]);
  });

  it('are read from lines of JSON, however they are cut into pieces', async () => {
    const text = `"${a}"\n["${b}"]\n{"email":"${c}","phone":null}\n`;
    for (const size of [1, 13, 64, 1000]) expect((await read(text, size)).flat()).toEqual([a, b, c]);
  });

  it('come in batches', async () => {
    expect(await read([a, b, c].join('\n'))).toEqual([[a, b], [c]]);
  });

  it('are refused with the number of the line and without a word of what stood there', async () => {
    await expect(read(`${a}\nann@example.org`)).rejects.toMatchObject({ line: 2, message: expect.not.stringContaining('ann') as string });
    await expect(read(`ann@example.org\n${a}`)).rejects.toMatchObject({ line: 1 });
    await expect(read('x'.repeat(9000))).rejects.toMatchObject({ line: 1 });
    expect(() => checkHashes([a, 'ann'])).toThrow();
  });
});
