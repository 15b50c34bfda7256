import { runClaims } from '@flywheel/database/auditing';
import { ForgetEvents } from '@flywheel/ingest';
import { describe, expect, it } from 'vitest';
import { like, noon, useSite } from './site.ts';

const dayMs = 86_400_000;

describe('days of events that are older than a deployment keeps them', () => {
  const site = useSite();
  const days = async (): Promise<string[]> => {
    const { rows } = await site.database.read.query<{ day: string }>(
      `SELECT right(relname, 8) AS day FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid
        WHERE inhparent = 'engagement_event'::regclass AND relname ~ '_[0-9]{8}$' ORDER BY 1`,
    );
    return rows.map(({ day }) => day);
  };

  it('stay where all is kept', async () => {
    const events = [like('old', { at: '2026-01-20T10:00:00Z' }), like('older', { at: '2026-01-19T23:59:59.999Z' }), like('new')];
    await site.accept.run({ events, source: 'import', acceptedAt: noon, history: true });
    expect(await new ForgetEvents(site.database, 0).run({ now: noon })).toEqual([]);
    expect(await days()).toEqual(['20260119', '20260120', '20260301']);
  });

  it('go whole, oldest first, with their ids and a proof', async () => {
    const cut = Date.UTC(2026, 0, 20, 12);
    expect(await new ForgetEvents(site.database, 40).run({ now: cut + 40 * dayMs })).toEqual([{ day: '2026-01-19', events: 1 }]);
    expect(await new ForgetEvents(site.database, 40).run({ now: cut + 41 * dayMs })).toEqual([{ day: '2026-01-20', events: 1 }]);
    expect(await days()).toEqual(['20260301']);
    const { rows } = await site.database.read.query(
      `SELECT (SELECT string_agg(event_id, ' ') FROM event_identity) AS ids,
         (SELECT sum(rows)::int FROM retention_proof WHERE class = 'events') AS proved`,
    );
    expect(rows).toEqual([{ ids: 'new', proved: 2 }]);
  });

  it('leave every claim of the auditor true: what went is counted batch by batch', async () => {
    const { rows } = await site.database.read.query('SELECT stored, expired_events FROM ingest_batch');
    expect(rows).toEqual([{ stored: 3, expired_events: 2 }]);
    expect((await runClaims(site.database.reports)).filter(({ hits }) => hits > 0)).toEqual([]);
  });

  it('can never be within the 30 days that live events may be late', () => {
    expect(() => new ForgetEvents(site.database, 30)).toThrow('31 days');
  });
});
