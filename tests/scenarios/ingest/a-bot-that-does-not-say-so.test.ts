import { Database } from '@flywheel/database';
import { AcceptEvents, ListQuarantine } from '@flywheel/ingest';
import { seededRandom } from '@flywheel/primitives';
import { describe, expect, it } from 'vitest';
import { like, noon, useSite } from './site.ts';

describe('a bot that does not say so', () => {
  const site = useSite();
  const view = (n: number): object =>
    like(`view-${n}`, { kind: 'view', at: new Date(noon - 60_000 + n * 100).toISOString(), content: `post-${1 + (n % 2)}` });

  it('is found by what it does; what it did waits with its reason, and neither log nor learners see it', async () => {
    const likes = Array.from({ length: 5 }, (_, n) => like(`like-${n}`));
    const film = like('film', { kind: 'complete', durationMs: 600_000, dwellMs: 1000 });
    const events = [...likes, film, ...Array.from({ length: 40 }, (_, n) => view(n))];
    const answer = await site.accept.run({ source: 'app', acceptedAt: noon, events });
    expect(answer.results.slice(0, 6).map(({ outcome, reason }) => [outcome, reason])).toEqual([
      ['stored', undefined],
      ['stored', undefined],
      ['stored', undefined],
      ['quarantined', 'repeated'],
      ['quarantined', 'repeated'],
      ['quarantined', 'impossible-time'],
    ]);
    expect(await site.counts()).toMatchObject({ received: 46, stored: 43, quarantined: 3, rows: 43, aside: 3 });
    const { waiting, rows } = await new ListQuarantine(site.database).run({ limit: 50 });
    expect(waiting).toMatchObject([
      { reason: 'repeated', waiting: 2 },
      { reason: 'impossible-time', waiting: 1 },
    ]);
    expect(waiting.every(({ oldestAt, newestAt }) => oldestAt <= newestAt)).toBe(true);
    // Whose it was is not shown to whoever looks at it.
    expect(JSON.stringify(rows.map(({ payload }) => payload))).not.toContain('"ann"');
  });

  it('sent again it is a duplicate, not a second row', async () => {
    const events = [like('view-0', view(0)), view(39)];
    const answer = await site.accept.run({ source: 'app', acceptedAt: noon, events: [...events, like('like-4'), like('like-0')] });
    expect(answer).toMatchObject({ stored: 0, duplicate: 4, quarantined: 0 });
  });

  it('a replay of everything leaves it; an operator who names the reason takes it', async () => {
    expect(await site.replay.run({ dryRun: false, acceptedAt: noon })).toMatchObject({ tried: 0, stored: 0 });
    expect(await site.replay.run({ reason: 'repeated', dryRun: false, acceptedAt: noon })).toMatchObject({ tried: 2, stored: 2, still: 0 });
    expect(await site.counts()).toMatchObject({ rows: 45 });
  });

  it('one that says so is taken, too, when an operator says that it is none', async () => {
    const events = [like('tester', { content: 'post-2', context: { userAgent: 'curl/8.1' } })];
    expect(await site.accept.run({ source: 'app', acceptedAt: noon, events })).toMatchObject({ quarantined: 1 });
    expect(await site.replay.run({ dryRun: false, acceptedAt: noon })).toMatchObject({ tried: 1, still: 1 });
    expect(await site.replay.run({ reason: 'bot', dryRun: false, acceptedAt: noon })).toMatchObject({ tried: 1, stored: 1 });
  });

  it('what was stored stays stored: a process that remembers other acts of theirs does not set its copy aside', async () => {
    const other = new Database({ url: site.database.url, clock: site.database.clock, poolSize: 2 });
    try {
      const accept = new AcceptEvents(other, seededRandom('another process'));
      const before = await site.counts();
      const fresh = ['one', 'two', 'three'].map((id) => like(id, { kind: 'dislike' }));
      const events = [...fresh, like('four', { kind: 'dislike' }), like('one', { kind: 'dislike' })];
      expect((await accept.run({ source: 'app', acceptedAt: noon, events })).results.map(({ outcome }) => outcome)).toEqual([
        ...['stored', 'stored', 'stored', 'quarantined', 'duplicate'],
      ]);
      // Here the first process meets 'one' as the fifth of its kind: it has counted four others of the same.
      const again = ['five', 'six', 'seven'].map((id) => like(id, { kind: 'dislike' }));
      const answer = await site.accept.run({ source: 'app', acceptedAt: noon, events: [...again, like('one', { kind: 'dislike' })] });
      expect(answer).toMatchObject({ stored: 3, duplicate: 1, quarantined: 0 });
      expect(answer.results.at(-1)).toEqual({ id: 'one', outcome: 'duplicate' });
      expect(await site.counts()).toMatchObject({ rows: before.rows + 6, aside: before.aside + 1 });
    } finally {
      await other.close();
    }
  });
});
