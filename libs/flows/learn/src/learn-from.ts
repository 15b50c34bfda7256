import { readInterests, writeAffinities, type LearnableAct } from '@flywheel/database/interests';
import { readTaxonomy } from '@flywheel/database/segments';
import type { Instant, Random } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import { mergeAffinities } from '@flywheel/segments';
import { gatherActs, logGain, type Gain } from './gather-acts.ts';
import { weighPeople } from './weigh-people.ts';

/** Adds what acts teach to the interests of the people who did them, and weighs their memberships at `now`. */
export async function learnFrom(
  tx: Tx,
  acts: readonly LearnableAct[],
  at: { now: Instant; random: Random },
): Promise<{ people: number; entered: number; left: number }> {
  const taxonomy = await readTaxonomy(tx, [...new Set(acts.flatMap(({ nodes }) => nodes ?? []))]);
  const gains = gatherActs(acts, taxonomy);
  const people = [...new Set(gains.map(({ viewer }) => viewer))].sort();
  if (gains.length > 0) await addGains(tx, gains);
  return { people: people.length, ...(await weighPeople(tx, people, at)) };
}

async function addGains(tx: Tx, gains: readonly Gain[]): Promise<void> {
  const key = (each: { viewer: string; node: string }): string => `${each.viewer}/${each.node}`;
  const known = new Map((await readInterests(tx, gains)).map((each) => [key(each), each]));
  const rows = gains.map((gain) => {
    const before = known.get(key(gain));
    return {
      viewer: gain.viewer,
      node: gain.node,
      affinity: before ? mergeAffinities(before.affinity, gain.affinity) : gain.affinity,
      acts: logGain(before?.acts ?? {}, gain),
    };
  });
  await writeAffinities(tx, rows);
}
