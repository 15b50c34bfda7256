import { LeaseBook } from '@flywheel/cache';
import { micros, newId, seededRandom, type Id } from '@flywheel/primitives';

const charge = micros(1000);
const reservedMs = 60_000;
// The keeper looks at its leases four times a second: at 1,000 auctions a second, once in so many.
const keptEvery = 250;

/** The lease book: one auction asks for the leases of five campaigns and reserves a win of one. */
export function openLeases(campaigns: number): {
  name: string;
  auction(viewer: string, asked: readonly number[], imp: Id<'imp'>, now: number): void;
} {
  const random = seededRandom('leases bench');
  const book = new LeaseBook();
  const holders = Array.from({ length: campaigns }, () => newId('cmp', 0, random));
  for (const holder of holders) {
    const lease = newId('lse', 0, random);
    book.add({ lease, holder, grantedMicros: micros(10n ** 15n), chargeMicros: charge, usableUntil: Infinity }, 0);
  }
  const numbers = holders.map((holder) => book.number(holder));
  let count = 0;
  return {
    name: 'leases',
    auction(_viewer, asked, _imp, now) {
      let best = -1;
      for (const at of asked) {
        const holder = numbers[at] as number;
        if (book.ask(holder, charge, now) === 0 && best < 0) best = holder;
      }
      if (best >= 0) book.reserve({ holder: best, micros: charge, atLeastMicros: charge, now, expiresAt: now + reservedMs });
      if ((count += 1) % keptEvery === 0) book.follow([], now);
    },
  };
}
