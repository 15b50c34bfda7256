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

  it('is a duplicate at another time too, on another day, and within one batch', async () => {
    const events = ['2026-03-01T11:00:01Z', '2026-02-28T23:59:59.999Z', '2026-02-10T08:00:00Z'].map((at) => like('a', { at }));
    const early = ['2026-02-27T23:59:59.999Z', '2026-02-28T00:00:00Z'].map((at) => like('night', { at }));
    const answer = await site.accept.run({ events: [...events, ...early], source: 'app', acceptedAt: noon });
    expect(answer.results.map(({ outcome }) => outcome)).toEqual(['duplicate', 'duplicate', 'duplicate', 'stored', 'duplicate']);
  });

  it('is another event from somebody else', async () => {
    const events = [JSON.parse(JSON.stringify({ ...like('a'), viewer: undefined })) as unknown];
    expect(await site.accept.run({ events, source: 'app', acceptedAt: noon })).toMatchObject({ stored: 1 });
  });

  it('keeps received = stored + quarantined + duplicate, and the ids and the events agree', async () => {
    expect(await site.counts()).toEqual({ received: 15, stored: 5, quarantined: 1, duplicate: 9, rows: 5, aside: 1 });
    const { rows } = await site.database.read.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM event_identity i JOIN engagement_event e USING (event_id, viewer_key)
        WHERE i.day = (e.at AT TIME ZONE 'UTC')::date`,
    );
    expect(rows[0]?.n).toBe(5);
  });
});
