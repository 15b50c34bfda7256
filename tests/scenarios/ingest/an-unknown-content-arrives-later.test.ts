import { describe, expect, it } from 'vitest';
import { like, noon, post, useSite } from './site.ts';

describe('events on content that is not there yet', () => {
  const site = useSite();
  const replay = (dryRun: boolean) => site.replay.run({ reason: 'unknown-content', dryRun, acceptedAt: noon + 60_000 });

  it('wait in the quarantine', async () => {
    const events = ['x1', 'x2', 'y1'].map((id) => like(id, { content: id.startsWith('x') ? 'post-x' : 'post-y' }));
    expect(await site.accept.run({ events, source: 'app', acceptedAt: noon })).toMatchObject({ quarantined: 3 });
    expect(await replay(false)).toMatchObject({ dryRun: false, tried: 3, stored: 0, duplicate: 0, still: 3, final: 0 });
  });

  it('are told, not touched, by a dry run once the content came', async () => {
    await site.contents.run({ items: [post('post-x')], acceptedAt: noon + 30_000 });
    const before = await site.counts();
    expect(await replay(true)).toEqual({
      ...{ dryRun: true, next: null, tried: 3, stored: 2, duplicate: 0, still: 1, final: 0 },
      details: [
        { was: 'unknown-content', outcome: 'stored', now: null, events: 2 },
        { was: 'unknown-content', outcome: 'still', now: 'unknown-content', events: 1 },
      ],
    });
    expect(await site.counts()).toEqual(before);
  });

  it('can be tried a few at a time, each once', async () => {
    const tried: number[] = [];
    let after: string | null = '0';
    while (after !== null && tried.length < 9) {
      const part = await site.replay.run({ dryRun: true, after, most: 2, acceptedAt: noon + 60_000 });
      tried.push(part.tried);
      after = part.next;
    }
    expect(tried).toEqual([2, 1]);
  });

  it('are stored once by the replay, and only once by two', async () => {
    expect(await replay(false)).toMatchObject({ dryRun: false, tried: 3, stored: 2, duplicate: 0, still: 1, final: 0 });
    expect(await replay(false)).toMatchObject({ dryRun: false, tried: 1, stored: 0, duplicate: 0, still: 1, final: 0 });
    const counts = await site.counts();
    expect(counts).toMatchObject({ rows: 2, stored: 2 });
    expect(counts.received).toBe(counts.stored + counts.quarantined + counts.duplicate);
  });

  it('lose what the quarantine held once the person withdrew consent', async () => {
    await site.viewers.run({ items: [{ id: 'ann', purposes: [] }], acceptedAt: noon + 70_000 });
    expect(await replay(false)).toMatchObject({ tried: 1, still: 1 });
    const { rows } = await site.database.read.query(`SELECT raw, event_id FROM quarantine WHERE replay_outcome = 'wiped'`);
    expect(rows).toEqual([{ raw: null, event_id: null }]);
  });
});
