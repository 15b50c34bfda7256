import { describe, expect, it } from 'vitest';
import { like, noon, useSite } from './site.ts';

describe('an event that is sent again', () => {
  const site = useSite();
  const events = [like('a'), like('b'), like('a'), like('lost', { content: 'post-404' })];

  it('is a duplicate within its own batch', async () => {
    const answer = await site.accept.run({ events, source: 'app', acceptedAt: noon });
    expect(answer.results.map(({ outcome }) => outcome)).toEqual(['stored', 'stored', 'duplicate', 'quarantined']);
  });

  it('is a duplicate in any later batch, in the quarantine too', async () => {
    const again = await site.accept.run({ events: [...events, like('c')], source: 'app', acceptedAt: noon + 1000 });
    expect(again.results.map(({ outcome }) => outcome)).toEqual(['duplicate', 'duplicate', 'duplicate', 'duplicate', 'stored']);
  });

  it('is another event at another time or from somebody else', async () => {
    const events = [like('a', { at: '2026-03-01T11:00:01Z' }), { ...like('a'), viewer: undefined }];
    expect(
      await site.accept.run({ events: JSON.parse(JSON.stringify(events)) as unknown[], source: 'app', acceptedAt: noon }),
    ).toMatchObject({ stored: 2 });
  });

  it('keeps received = stored + quarantined + duplicate', async () => {
    expect(await site.counts()).toEqual({ received: 11, stored: 5, quarantined: 1, duplicate: 5, rows: 5, aside: 1 });
  });
});
