import { GatherEvents, RecentEvents } from '@flywheel/ingest';
import { tailKept, tailQuery, type EventTail } from '@flywheel/http/event-tail';
import { describe, expect, it } from 'vitest';
import { like, noon, useSite } from './site.ts';

describe('the live tail', () => {
  const site = useSite();
  const open = () => {
    const recent = new RecentEvents(noon);
    const gather = new GatherEvents(site.accept, recent);
    return {
      send: (events: readonly object[], source = 'app') => gather.run({ events, source, acceptedAt: noon }, 1000),
      tell: (query: object = {}): Omit<EventTail, 'takesEvents'> => recent.tell(tailQuery.parse(query), noon),
    };
  };

  it('shows what became of each event, the newest first, and nobody', async () => {
    const { send, tell } = open();
    await send([like('a'), like('b', { kind: 'view' }), like('a'), like('odd', { kind: 'stare' }), like('lost', { content: 'post-404' })]);
    const { entries, seen, last } = tell();
    expect(entries.map(({ serial, kind, outcome, reason, field }) => [serial, kind, outcome, reason, field])).toEqual([
      [5, 'like', 'quarantined', 'unknown-content', 'content'],
      [4, null, 'quarantined', 'invalid', 'kind'],
      [3, 'like', 'duplicate', null, null],
      [2, 'view', 'stored', null, null],
      [1, 'like', 'stored', null, null],
    ]);
    expect(entries.find(({ serial }) => serial === 1)).toMatchObject({ ageMs: 3_600_000, source: 'app' });
    expect([seen, last]).toEqual([{ stored: 2, duplicate: 1, quarantined: 2 }, 5]);
    expect(JSON.stringify(entries)).not.toMatch(/ann|post-|lost/u);
  });

  it('says of an event without consent only that it came', async () => {
    const { send, tell } = open();
    await send([like('n', { viewer: 'nil' })]);
    expect(tell().entries).toMatchObject([{ kind: null, ageMs: null, outcome: 'quarantined', reason: 'no-consent' }]);
  });

  it('is narrowed by kind, outcome and reason, and by what was seen already', async () => {
    const { send, tell } = open();
    await send([like('f1'), like('f2', { kind: 'save' }), like('f3', { kind: 'save', content: 'post-404' })]);
    const serials = (query: object): number[] => tell(query).entries.map(({ serial }) => serial);
    expect(serials({ kind: 'save' })).toEqual([3, 2]);
    expect(serials({ kind: 'save', outcome: 'stored' })).toEqual([2]);
    expect(serials({ reason: 'unknown-content' })).toEqual([3]);
    expect(serials({ reason: 'bot' })).toEqual([]);
    expect(serials({ after: 1 })).toEqual([3, 2]);
    expect(serials({ limit: 1 })).toEqual([3]);
  });

  it('keeps no more than it says, and what was refused is not swept away by what was stored', async () => {
    const { send, tell } = open();
    await send([like('refused', { content: 'post-404' })]);
    const batches = Array.from({ length: 8 }, (_, batch) =>
      Array.from({ length: 60 }, (_, n) => ({
        v: 1,
        id: `m${batch}-${n}`,
        kind: 'search',
        at: '2026-03-01T11:00:00Z',
        query: `${batch} ${n}`,
      })),
    );
    for (const batch of batches) await send(batch, 'loud');
    const told = tell({ limit: 200 });
    expect(told.seen).toEqual({ stored: 480, duplicate: 0, quarantined: 1 });
    expect(tell({ outcome: 'quarantined' }).entries).toHaveLength(1);
    const stored = tell({ outcome: 'stored', limit: 200 }).entries;
    const older = tell({ outcome: 'stored', limit: 200, after: (stored.at(-1)?.serial ?? 0) - 1 });
    expect([stored.length, older.entries.length]).toEqual([200, 200]);
    // Eight batches of sixty: fifty of each were noted, the newest 250 of those are kept.
    expect(told.last).toBe(1 + 8 * 50);
    expect(Math.min(...stored.map(({ serial }) => serial))).toBeGreaterThan(told.last - tailKept);
  });

  it('shows nothing that was not committed', async () => {
    const { send, tell } = open();
    await site.database.read.query(`ALTER TABLE ingest_batch ADD CONSTRAINT refuses CHECK (source <> 'unlucky') NOT VALID`);
    await expect(send([like('never')], 'unlucky')).rejects.toThrow(/refuses/u);
    await site.database.read.query('ALTER TABLE ingest_batch DROP CONSTRAINT refuses');
    expect(tell()).toMatchObject({ last: 0, entries: [] });
  });
});
