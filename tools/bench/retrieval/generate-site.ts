import { seededRandom } from '@flywheel/primitives';
import { interactionMatrix, type InteractionMatrix } from '@flywheel/ranking/retrieval';

export type SiteSize = { readonly users: number; readonly items: number; readonly interactions: number };

const groups = 200;

/**
 * An invented site of a given size: activity of users and heat of items fall off as on real ones (few touch and draw very much), and three
 * acts out of four stay within one of the user's two groups of items. Repeats are drawn again, so the matrix holds what was asked for.
 */
export function generateSite(size: SiteSize, seed: string): InteractionMatrix {
  const random = seededRandom(seed);
  const users = new Int32Array(size.interactions);
  const items = new Int32Array(size.interactions);
  const known = new Set<number>();
  const aGroup = Math.ceil(size.items / groups);
  for (let n = 0; n < size.interactions;) {
    const user = Math.floor(random.next() ** 2 * size.users);
    const within = random.next() < 0.75;
    const own = (user * 7919 + (random.next() < 0.5 ? 0 : 104_729)) % groups;
    const place = random.next() ** 3;
    const item = within ? Math.min(size.items - 1, own + groups * Math.floor(place * aGroup)) : Math.floor(place * size.items);
    const key = user * size.items + item;
    if (known.has(key)) continue;
    known.add(key);
    users[n] = user;
    items[n] = item;
    n += 1;
  }
  return interactionMatrix({ users, items }, size);
}
