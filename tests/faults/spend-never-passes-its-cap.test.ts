import { describe, expect, it } from 'vitest';
import { useTestDatabase } from '../stack/database.ts';
import { runOverspend, type Outcome } from './overspend/run-overspend.ts';

const [server, naiveServer] = [useTestDatabase(), useTestDatabase()];
/** FAULTS=full presses caps of 10, 1,000 and 100,000 charges with eight processes (three minutes); without, 10 and 1,000 with four. */
const full = process.env['FAULTS'] === 'full';
const deciders = full ? 8 : 4;
const charges = full ? [10, 1_000, 100_000] : [10, 1_000];
const leastShare = new Map([
  [10, 0.9],
  [1_000, 0.99],
  [100_000, 0.99],
]);
const mostMs = full ? 600_000 : 60_000;

const shareOf = ({ spentMicros, capMicros }: Outcome): number => Number((spentMicros * 1_000_000n) / capMicros) / 1_000_000;

describe('spend never passes its cap', () => {
  it(
    `with ${deciders} deciders that want three times as much, one of them killed twice, and nearly all of it is delivered`,
    async () => {
      const { outcomes, kills } = await runOverspend({ url: server.url, deciders, charges, naive: false });
      console.table(outcomes.map((each) => ({ ...each, delivered: shareOf(each) })));
      expect(kills).toBe(2);
      for (const outcome of outcomes) {
        expect(outcome.askedTimesCap).toBeGreaterThanOrEqual(3);
        expect(outcome.spentMicros).toBeLessThanOrEqual(outcome.capMicros);
        expect(shareOf(outcome)).toBeGreaterThanOrEqual(leastShare.get(outcome.charges) ?? 1);
        expect(outcome.free / outcome.counted).toBeLessThanOrEqual(0.005);
      }
    },
    mostMs,
  );

  it(
    'which this harness would notice: reading what is spent before writing passes the cap',
    async () => {
      const { outcomes } = await runOverspend({ url: naiveServer.url, deciders, charges: charges.slice(0, 2), naive: true });
      console.table(outcomes.map((each) => ({ ...each, delivered: shareOf(each) })));
      expect(outcomes.some((each) => each.spentMicros > each.capMicros)).toBe(true);
    },
    mostMs,
  );
});
