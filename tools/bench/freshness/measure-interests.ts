import { setTimeout as wait } from 'node:timers/promises';
import { seededRandom } from '@flywheel/primitives';
import { launchReach } from '../serve/http/launch-reach.ts';
import { delaysOf, type Delays } from './delays.ts';
import { freshNode, freshPost, type Fresh } from './open-fresh.ts';

const patienceMs = 10_000;
const betweenAsksMs = 20;
const likes = 3;

/** From the sending of a person's likes to their membership, and to a decision that an ad for that segment wins. */
export type InterestDelays = { membership: Delays; decision: Delays };

/** One probe after the other, at moments that no timer can be in step with. Throws where an answer is wrong. */
export async function measureInterests(fresh: Fresh, probes: number): Promise<InterestDelays> {
  const targeting = { attr: 'segment' as const, op: 'in' as const, values: [freshNode] };
  const ad = await launchReach(fresh.owner, fresh.database, { name: 'Fresh interest', targeting });
  if (!(await won(fresh, ad, 'crowd-0'))) throw new Error('the ad for the segment does not win for a member');
  const random = seededRandom('freshness probes');
  const took: Array<{ membership: number | undefined; decision: number | undefined }> = [];
  for (let n = 0; n < probes; n += 1) {
    await wait(random.next() * 500);
    took.push(await probe(fresh, ad, `probe-${n}`));
  }
  return { membership: delaysOf(took.map((each) => each.membership)), decision: delaysOf(took.map((each) => each.decision)) };
}

async function probe(fresh: Fresh, ad: string, viewer: string): Promise<{ membership: number | undefined; decision: number | undefined }> {
  const { platform } = fresh;
  if ((await platform.segments(viewer)).segments.length > 0) throw new Error(`${viewer} is in a segment before doing anything`);
  if ((await platform.decide(viewer)).filled?.ad === ad) throw new Error(`${viewer} is shown the ad before doing anything`);
  const began = performance.now();
  const [, membership, decision] = await Promise.all([
    platform.like(viewer, freshPost, likes),
    asked(began, () => isMember(fresh, viewer)),
    asked(began, async () => (await platform.decide(viewer)).filled?.ad === ad),
  ]);
  return { membership, decision };
}

/** In the segment, for the reason that was just given. */
async function isMember({ platform }: Fresh, viewer: string): Promise<boolean> {
  const { segments } = await platform.segments(viewer);
  const found = segments.find(({ node }) => node === freshNode);
  if (!found) return false;
  const [reason] = found.explanation.reasons;
  if (reason?.action !== 'like' || reason.count !== likes) throw new Error(`${viewer} is a member for another reason`);
  return true;
}

async function won({ platform }: Fresh, ad: string, viewer: string): Promise<boolean> {
  return (await asked(performance.now(), async () => (await platform.decide(viewer)).filled?.ad === ad)) !== undefined;
}

/** Asks until it holds; ms since `began`, or undefined when it never did. */
async function asked(began: number, holds: () => Promise<boolean>): Promise<number | undefined> {
  while (performance.now() - began < patienceMs) {
    if (await holds()) return performance.now() - began;
    await wait(betweenAsksMs);
  }
  return undefined;
}
