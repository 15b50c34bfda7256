import { migrate } from '@flywheel/database';
import { runOverspend } from '../../../tests/faults/overspend/run-overspend.ts';
import type { Fault } from '../fault.ts';

const deciders = 4;
const charges = [10, 1000];
const leastShare = [0.9, 0.99];

export const overspend: Fault = {
  name: 'overspend',
  says: `${deciders} deciders want three times each cap, one killed -9 twice; FAULTS=full of npm test presses harder`,
  run: async ({ cluster }) => {
    const url = await cluster.createEmpty('faults_overspend');
    try {
      await migrate(url);
      const { outcomes, kills } = await runOverspend({ url, deciders, charges, naive: false });
      const over = outcomes.reduce((sum, each) => sum + (each.spentMicros > each.capMicros ? each.spentMicros - each.capMicros : 0n), 0n);
      const shares = outcomes.map((each) => Number((each.spentMicros * 10_000n) / each.capMicros) / 10_000);
      const failures = [
        ...(kills === 2 ? [] : [`a decider was killed ${kills} times`]),
        ...(over === 0n ? [] : [`${over} micros overspent`]),
        ...outcomes.filter(({ askedTimesCap }) => askedTimesCap < 3).map(({ charges: cap }) => `the cap of ${cap} was not pressed`),
        ...outcomes.filter(({ free, counted }) => free > 0.005 * counted).map(({ charges: cap }) => `too much of ${cap} was free`),
        ...shares.flatMap((share, n) => (share >= (leastShare[n] ?? 1) ? [] : [`only ${share} of the cap of ${charges[n]} was delivered`])),
      ];
      const acked = outcomes.reduce((sum, { counted }) => sum + counted, 0);
      const note = `delivered ${shares.map((share) => `${(share * 100).toFixed(1)} %`).join(' and ')}`;
      return { acked, lost: 0, doubled: 0, overspentMicros: over, recoverySeconds: [], failures, note };
    } finally {
      await cluster.drop('faults_overspend');
    }
  },
};
