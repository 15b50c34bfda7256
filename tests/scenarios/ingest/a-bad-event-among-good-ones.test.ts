import { describe, expect, it } from 'vitest';
import { like, noon, useSite } from './site.ts';

describe('a batch with rubbish in it', () => {
  const site = useSite();

  it('stores the good events and tells what is wrong with each of the others', async () => {
    const answer = await site.accept.run({
      source: 'app',
      acceptedAt: noon,
      events: [
        like('good-1'),
        like('bad-kind', { kind: 'stare' }),
        'noise',
        null,
        like('bad-field', { mood: 'x' }),
        like('feb-30', { at: '2026-02-30T00:00:00Z' }),
        like('no-content', { content: undefined }),
        like('v9', { v: 9 }),
        like('nul', { query: 'a\u0000b\ud800' }),
        like('soon', { at: '2026-03-01T12:10:01Z' }),
        like('ancient', { at: '2025-03-01T12:00:00Z' }),
        like('robot', { context: { userAgent: 'Googlebot/2.1' } }),
        like('stranger', { viewer: 'nobody-we-know' }),
        like('lost', { content: 'post-404' }),
        { ...like('follow-404'), kind: 'follow', creator: 'crt-404' },
        like('good-2', { at: '2026-03-01T12:09:59Z' }),
        { v: 1, id: 'anonymous', kind: 'view', at: '2026-03-01T11:00:00Z', content: 'post-1' },
      ],
    });
    expect(answer.results.map(({ outcome, reason, field }) => [outcome, reason, field].filter(Boolean).join(' '))).toEqual([
      'stored',
      'quarantined invalid kind',
      'quarantined invalid',
      'quarantined invalid',
      'quarantined invalid mood',
      'quarantined invalid at',
      'quarantined invalid content',
      'quarantined unknown-version v',
      'quarantined invalid query',
      'quarantined future at',
      'quarantined too-old at',
      'quarantined bot context',
      'quarantined unknown-viewer viewer',
      'quarantined unknown-content content',
      'quarantined unknown-creator creator',
      'stored',
      'stored',
    ]);
    expect(answer).toMatchObject({ received: 17, stored: 3, quarantined: 14, duplicate: 0 });
    expect(await site.counts()).toEqual({ received: 17, stored: 3, quarantined: 14, duplicate: 0, rows: 3, aside: 14 });
  });

  it('leaves one word for whoever learns from it', async () => {
    const { rows } = await site.database.read.query<{ topic: string; payload: { batch: string } }>('SELECT topic, payload FROM outbox');
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ topic: 'events-accepted', payload: { batch: expect.stringMatching(/^bat_[0-9a-f]{32}$/) as string } });
  });

  it('takes history of any age when asked to', async () => {
    const answer = await site.accept.run({
      source: 'import',
      acceptedAt: noon,
      history: true,
      events: [like('ancient', { at: '2015-03-01T12:00:00Z' })],
    });
    expect(answer).toMatchObject({ stored: 1 });
  });
});
