import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DumpError } from './dump-error.ts';
import { readRows, type DumpRow } from './read-rows.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'dump-'));
});
afterAll(async () => rm(folder, { recursive: true }));

async function rowsOf(content: string | Buffer, name = 'Posts.xml'): Promise<DumpRow[]> {
  const file = path.join(folder, name);
  await writeFile(file, content);
  const rows: DumpRow[] = [];
  for await (const chunk of readRows(file)) rows.push(...chunk);
  return rows;
}
const refusal = (content: string | Buffer, name?: string): Promise<unknown> => rowsOf(content, name).catch((error: unknown) => error);

describe('reading a dump file', () => {
  it('yields every row of one long line, plain or gzip, with its entities decoded', async () => {
    const rows = Array.from({ length: 5000 }, (_, id) => `<row Id="${id}" Body="&lt;p&gt;ψ &amp; φ&#10;&lt;/p&gt;" />`).join('');
    const xml = `\uFEFF<?xml version="1.0" encoding="utf-8"?><posts>${rows}</posts>`;
    for (const read of [await rowsOf(xml), await rowsOf(gzipSync(xml), 'Posts.xml.gz')]) {
      expect(read).toHaveLength(5000);
      expect(read[4999]).toEqual({ Id: '4999', Body: '<p>ψ & φ\n</p>' });
    }
  });

  it('names file, byte and row where the XML breaks, counting bytes and not letters', async () => {
    const good = '<posts><row Id="7" T="ψψψ" />';
    const error = await refusal(`${good}<row Id=8 /></posts>`);
    expect(error).toBeInstanceOf(DumpError);
    expect(error).toMatchObject({ rowId: '7', file: path.join(folder, 'Posts.xml') });
    const at = (error as DumpError).byteOffset ?? 0;
    expect(at).toBeGreaterThan(Buffer.byteLength(good));
    expect(at).toBeLessThanOrEqual(Buffer.byteLength(good) + 12);
  });

  it('refuses a cut file, a cut gzip stream, a foreign element and an undefined entity', async () => {
    expect(await refusal('<posts><row Id="1" />')).toBeInstanceOf(DumpError);
    expect(await refusal(gzipSync('<posts><row Id="1" /></posts>').subarray(0, 20), 'Posts.xml.gz')).toBeInstanceOf(DumpError);
    expect(String(await refusal('<posts><post Id="1" /></posts>'))).toMatch(/expected <row>/);
    expect(await refusal('<posts><row Id="1" T="&lol;" /></posts>')).toBeInstanceOf(DumpError);
    expect(await refusal('')).toBeInstanceOf(DumpError);
  });
});
