import { setTimeout as wait } from 'node:timers/promises';
import { readModel, readModelChanges } from '@flywheel/database/models';
import type { ExplainedDecision } from '@flywheel/http/explanations';
import { learntEvents } from '@flywheel/ranking';
import { seededRandom } from '@flywheel/primitives';
import { launchReach } from '../serve/http/launch-reach.ts';
import { delaysOf, type Delays } from './delays.ts';
import type { Fresh } from './open-fresh.ts';
import type { FilledResult } from './platform.ts';

const patienceMs = 8000;
const betweenAsksMs = 25;
const click = learntEvents.indexOf('click');

type Shown = { ad: string; number: number; viewer: string; keyValues: Record<string, string>; filled: FilledResult };
type Answered = { decision: string; afterMs: number };

/**
 * From a click to the first decision whose record names a model version in which the clicked ad is likelier to be clicked than before.
 * Every probe is an ad of its own that was shown once, so that nothing else moves it.
 */
export async function measureClicks(fresh: Fresh, probes: number): Promise<Delays> {
  const shown: Shown[] = [];
  for (let n = 0; n < probes; n += 1) shown.push(await show(fresh, n));
  // Until the impressions are learnt.
  await wait(3000);
  const random = seededRandom('freshness clicks');
  const took: Array<number | undefined> = [];
  for (const each of shown) {
    await wait(random.next() * 500);
    took.push(await clickAndDecide(fresh, each));
  }
  return delaysOf(took);
}

async function show({ owner, database, platform, operator }: Fresh, n: number): Promise<Shown> {
  const keyValues = { clicked: String(n) };
  const targeting = { attr: 'keyvalue' as const, op: 'in' as const, values: [`clicked=${n}`] };
  const ad = await launchReach(owner, database, { name: `Clicked ${n}`, targeting });
  const viewer = `viewer-${n}`;
  for (let began = performance.now(); performance.now() - began < patienceMs; await wait(betweenAsksMs)) {
    const { decision, filled } = await platform.decide(viewer, keyValues);
    if (filled?.ad !== ad) continue;
    await platform.show(filled);
    const { placements } = await explained({ operator }, decision);
    const number = placements.flatMap(({ ads }) => ads).find((each) => each.ad === ad)?.number;
    if (number === undefined) throw new Error('the record of a decision does not name its winner');
    return { ad, number, viewer, keyValues, filled };
  }
  throw new Error(`the ad of probe ${n} was never decided`);
}

async function clickAndDecide(fresh: Fresh, { number, viewer, keyValues, filled }: Shown): Promise<number | undefined> {
  const { database, platform, operator } = fresh;
  const before = await readModel(database.read);
  const logit = before.model.ads.get(number)?.[click] ?? 0;
  const began = performance.now();
  const clicked = platform.click(filled);
  const decided: Answered[] = [];
  let learntIn: bigint | undefined;
  // After the version is there, decisions go on for a while: the first that names it is looked for.
  for (let until = began + patienceMs; performance.now() < until; await wait(betweenAsksMs)) {
    const { decision, shed } = await platform.decide(viewer, keyValues);
    if (!shed) decided.push({ decision, afterMs: performance.now() - began });
    if (learntIn !== undefined) continue;
    const changes = await readModelChanges(database.read, before.version);
    learntIn = changes.find(({ change }) => (change.ads.get(number)?.[click] ?? logit) > logit)?.version;
    if (learntIn !== undefined) until = performance.now() + 1000;
  }
  await clicked;
  if (learntIn === undefined) return undefined;
  return firstNaming({ operator }, decided, learntIn);
}

/** Versions never go back: the first decision that names one at least as new is found by halving. */
async function firstNaming(asker: Pick<Fresh, 'operator'>, decided: readonly Answered[], version: bigint): Promise<number | undefined> {
  let [low, high] = [0, decided.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const { versions } = await explained(asker, decided[middle]?.decision ?? '');
    if (BigInt(versions.model) >= version) high = middle;
    else low = middle + 1;
  }
  return decided[low]?.afterMs;
}

/** The operator's form of a decision, as soon as its record is written. */
async function explained({ operator }: Pick<Fresh, 'operator'>, decision: string): Promise<ExplainedDecision> {
  for (let tries = 0; ; tries += 1) {
    try {
      return (await operator.ask('GET', `/v1/decisions/${decision}/explain`)).body as ExplainedDecision;
    } catch (error) {
      if (tries >= 40) throw error;
      await wait(betweenAsksMs);
    }
  }
}
