import { readActLogs, readAffinities, readTaxonomy, writeAffinities, type LearnableAct } from '@flywheel/database/interests';
import type { Instant, Random } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import { mergeAffinities, type ActLog, type Affinity } from '@flywheel/segments';
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
  if (gains.length > 0) await addGains(tx, gains, people);
  return { people: people.length, ...(await weighPeople(tx, people, at)) };
}

async function addGains(tx: Tx, gains: readonly Gain[], people: readonly string[]): Promise<void> {
  const key = (each: { viewer: string; node: string }): string => `${each.viewer}/${each.node}`;
  const affinities = new Map<string, Affinity>((await readAffinities(tx, people)).map((each) => [key(each), each.affinity]));
  const logs = new Map<string, ActLog>((await readActLogs(tx, gains)).map((each) => [key(each), each.acts]));
  const rows = gains.map((gain) => {
    const before = affinities.get(key(gain));
    return {
      viewer: gain.viewer,
      node: gain.node,
      affinity: before ? mergeAffinities(before, gain.affinity) : gain.affinity,
      acts: logGain(logs.get(key(gain)) ?? {}, gain),
    };
  });
  await writeAffinities(tx, rows);
}
