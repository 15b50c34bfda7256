import type { Random } from '@flywheel/primitives';
import type { Interactions } from './read-interactions.ts';

const attemptsEach = 10;

/**
 * The same people as often, the same items as often, and nothing that ties one to the other: items are swapped between two acts as long
 * as neither person gets an item twice (Gotelli & Graves 1996), ten tries per act. Times stay with the people.
 */
export function shuffleInteractions(of: Interactions['of'], random: Random): Array<Array<{ item: number; time: number }>> {
  const shuffled = of.map((acts) => acts.map((act) => ({ ...act })));
  const owned = shuffled.map((acts) => new Set(acts.map((act) => act.item)));
  const places = shuffled.flatMap((acts, user) => acts.map((act) => ({ act, user })));
  const pick = () => places[Math.floor(random.next() * places.length)];
  for (let attempt = 0; attempt < places.length * attemptsEach; attempt += 1) {
    const [a, b] = [pick(), pick()];
    if (a && b) swap(a, b, owned);
  }
  return shuffled;
}

type Place = { act: { item: number }; user: number };

function swap(a: Place, b: Place, owned: ReadonlyArray<Set<number>>): void {
  const [ownA, ownB] = [owned[a.user], owned[b.user]];
  if (!ownA || !ownB || ownA.has(b.act.item) || ownB.has(a.act.item)) return;
  ownA.delete(a.act.item);
  ownB.delete(b.act.item);
  ownA.add(b.act.item);
  ownB.add(a.act.item);
  [a.act.item, b.act.item] = [b.act.item, a.act.item];
}
