import { describe, expect, it } from 'vitest';
import { like, noon, useSite } from './site.ts';

describe('somebody who agreed to nothing', () => {
  const site = useSite();

  it('is counted and not kept: no payload, no id, no way back', async () => {
    const events = [like('secret-1', { viewer: 'nil' }), like('secret-2', { viewer: 'nil', kind: 'not even a kind' })];
    const answer = await site.accept.run({ events, source: 'app', acceptedAt: noon });
    expect(answer.results.map(({ reason }) => reason)).toEqual(['no-consent', 'no-consent']);
    const { rows } = await site.database.read.query('SELECT event_id, raw, digest, reason FROM quarantine');
    expect(rows).toEqual([
      { event_id: null, raw: null, digest: null, reason: 'no-consent' },
      { event_id: null, raw: null, digest: null, reason: 'no-consent' },
    ]);
    expect(await site.replay.run({ dryRun: false, acceptedAt: noon })).toMatchObject({ tried: 0, final: 2 });
  });

  it('is recorded in the ledger of consent, and every change after it', async () => {
    await site.viewers.run({ items: [{ id: 'nil', purposes: ['ads', 'analytics'] }], acceptedAt: noon + 1 });
    const again = await site.viewers.run({ items: [{ id: 'nil', purposes: ['analytics', 'ads'] }], acceptedAt: noon + 2 });
    expect(again.results).toEqual([{ id: 'nil', outcome: 'unchanged' }]);
    const { rows } = await site.database.read.query<{ purposes: string[] }>(
      `SELECT purposes FROM consent_change JOIN identity i USING (viewer_key) WHERE platform_id = 'nil' ORDER BY changed_at`.replace(
        'purposes',
        'consent_change.purposes',
      ),
    );
    expect(rows.map(({ purposes }) => purposes)).toEqual([[], ['analytics', 'ads']]);
    expect(await site.accept.run({ events: [like('open', { viewer: 'nil' })], source: 'app', acceptedAt: noon })).toMatchObject({
      stored: 1,
    });
  });
});
