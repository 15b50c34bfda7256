import { describe, expect, it } from 'vitest';
import { like, noon, useSite } from './site.ts';

describe('two senders with the same events at the same moment', () => {
  const site = useSite();

  it('store each event once, on a day that neither has seen', async () => {
    const events = Array.from({ length: 300 }, (_, i) =>
      like(`e${i}`, { at: `2026-02-${String((i % 20) + 5).padStart(2, '0')}T01:00:00Z` }),
    );
    const senders = Array.from({ length: 4 }, (_, i) => (i % 2 ? events : events.toReversed()));
    const answers = await Promise.all(senders.map((each) => site.accept.run({ events: each, source: 'app', acceptedAt: noon })));
    expect(answers.reduce((sum, { stored }) => sum + stored, 0)).toBe(300);
    expect(await site.counts()).toEqual({ received: 1200, stored: 300, quarantined: 0, duplicate: 900, rows: 300, aside: 0 });
  });
});
