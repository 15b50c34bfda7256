import { runClaims } from '@flywheel/database/auditing';
import { describe, expect, it } from 'vitest';
import { like, noon, useSite } from './site.ts';

describe('erasing a viewer', () => {
  const site = useSite();

  it('removes every row about the person and says what stays', async () => {
    const events = [like('a'), like('b'), like('lost', { content: 'post-404' }), { ...like('c'), viewer: 'nil' }];
    await site.accept.run({ events, source: 'app', acceptedAt: noon });
    const answer = await site.erase.run({ viewer: 'ann', now: noon });
    expect(answer).toMatchObject({ outcome: 'erased', removed: { engagement_event: 2, identity: 1, quarantine: 1, consent_change: 1 } });
    expect(answer.stays.length).toBeGreaterThan(0);
    const { rows } = await site.database.read.query<{ n: number }>(
      `SELECT (SELECT count(*) FROM engagement_event)::int + (SELECT count(*) FROM identity WHERE platform_id = 'ann')::int AS n`,
    );
    expect(rows[0]?.n).toBe(0);
  });

  it('keeps the count of stored events explained', async () => {
    const { stored, rows } = await site.counts();
    const erased = await site.database.read.query<{ events: number }>('SELECT events FROM erasure');
    expect(rows + (erased.rows[0]?.events ?? 0)).toBe(stored);
  });

  it('leaves every claim of the auditor true: what went is counted batch by batch', async () => {
    const { rows } = await site.database.read.query(`SELECT erased_events, erased_quarantine FROM ingest_batch`);
    expect(rows).toEqual([{ erased_events: 2, erased_quarantine: 1 }]);
    expect((await runClaims(site.database.reports)).filter(({ hits }) => hits > 0)).toEqual([]);
  });

  it('is harmless a second time, and later events are from a stranger', async () => {
    expect(await site.erase.run({ viewer: 'ann', now: noon })).toEqual({ outcome: 'unknown', removed: {}, stays: [] });
    expect(await site.accept.run({ events: [like('d')], source: 'app', acceptedAt: noon })).toMatchObject({ quarantined: 1 });
  });
});
