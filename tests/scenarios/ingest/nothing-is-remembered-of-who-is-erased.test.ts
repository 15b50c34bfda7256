import { EraseViewer, qualityMemoryOf } from '@flywheel/ingest';
import { describe, expect, it } from 'vitest';
import { like, noon, useSite } from './site.ts';

describe('what the process remembers of people, to find bots', () => {
  const site = useSite();
  let serial = 0;
  const likes = (viewer: string): object[] => Array.from({ length: 4 }, () => like(`like-${(serial += 1)}`, { viewer }));
  const tell = async (...events: object[]): Promise<unknown[]> =>
    (await site.accept.run({ events, source: 'app', acceptedAt: noon })).results.map(({ reason }) => reason);
  const remembered = (): string[] => ['ann', 'nil', 'stranger'].filter((viewer) => qualityMemoryOf(site.database).remembers(viewer));
  const agree = (id: string, purposes: string[]): Promise<unknown> =>
    site.viewers.run({ items: [{ id, purposes }], acceptedAt: (serial += 1) + noon });

  it('is of those who agreed alone: nobody without consent, no stranger', async () => {
    expect(await tell(...likes('nil'), ...likes('stranger'), ...likes('ann'))).toEqual([
      ...new Array<string>(4).fill('no-consent'),
      ...new Array<string>(4).fill('unknown-viewer'),
      ...[undefined, undefined, undefined, 'repeated'],
    ]);
    expect(remembered()).toEqual(['ann']);
  });

  it('ends with their consent', async () => {
    await agree('nil', ['analytics']);
    await tell(...likes('nil'));
    expect(remembered()).toEqual(['ann', 'nil']);
    await agree('nil', []);
    expect(remembered()).toEqual(['ann']);
  });

  it('is gone at once when they are erased, and their last events do not bring it back', async () => {
    const last = likes('ann').map((event) => tell(event));
    await site.erase.run({ viewer: 'ann', now: noon });
    expect(remembered()).toEqual([]);
    await Promise.all(last);
    await tell(...likes('ann'));
    expect(remembered()).toEqual([]);
    expect(qualityMemoryOf(site.database).people.size).toBe(0);
  });

  it('begins anew with whoever comes under the id', async () => {
    await agree('ann', ['ads']);
    expect(await tell(...likes('ann'))).toEqual([undefined, undefined, undefined, 'repeated']);
    await new EraseViewer(site.database).run({ viewer: 'ann', now: noon });
    expect(remembered()).toEqual([]);
  });
});
