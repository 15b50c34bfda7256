import { ListQuarantine } from '@flywheel/ingest';
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
});
