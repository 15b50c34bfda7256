import { describe, expect, it } from 'vitest';
import { like, noon, useSite } from './site.ts';

const minuteMs = 60_000;

describe('events from a sender whose clock is wrong', () => {
  const site = useSite();

  it('keep the time they were sent with; the corrected one stands beside it', async () => {
    const behind = { events: [like('a')], source: 'app', acceptedAt: noon, sentAt: noon - 5 * minuteMs };
    const right = { events: [like('b')], source: 'app', acceptedAt: noon, sentAt: noon - 1500 };
    const silent = { events: [like('c')], source: 'app', acceptedAt: noon };
    for (const batch of [behind, right, silent]) await site.accept.run(batch);
    const { rows } = await site.database.read.query<{ id: string; at: Date; corrected: Date | null }>(
      'SELECT event_id AS id, at, corrected_at AS corrected FROM engagement_event ORDER BY 1',
    );
    const eleven = new Date('2026-03-01T11:00:00Z');
    expect(rows).toEqual([
      { id: 'a', at: eleven, corrected: new Date('2026-03-01T11:05:00Z') },
      { id: 'b', at: eleven, corrected: null },
      { id: 'c', at: eleven, corrected: null },
    ]);
  });

  it('are judged by the time they were sent with: more than 10 minutes ahead or 30 days behind waits in the quarantine', async () => {
    const at = (ms: number): string => new Date(noon + ms).toISOString();
    const day = 24 * 60 * minuteMs;
    const times = { edge: 10 * minuteMs, ahead: 10 * minuteMs + 1, oldest: -30 * day, behind: -30 * day - 1 };
    const events = Object.entries(times).map(([id, ms]) => like(id, { at: at(ms) }));
    const answer = await site.accept.run({ events, source: 'app', acceptedAt: noon, sentAt: noon + 20 * minuteMs });
    expect(answer.results.map(({ outcome, reason }) => reason ?? outcome)).toEqual(['stored', 'future', 'stored', 'too-old']);
  });
});
