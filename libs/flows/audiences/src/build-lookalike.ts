import { setImmediate as letOthersRun } from 'node:timers/promises';
import { drawOutside, nextPeople, readNodePeople, readSeed } from '@flywheel/database/audience-seeds';
import type { LookalikeQuality, SimilarityAt } from '@flywheel/database/audiences';
import type { LookalikeDefinition } from '@flywheel/http/audiences';
import type { Id, Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import {
  mostAlike,
  standingsOf,
  trainLookalike,
  validateLookalike,
  type LookalikeSample,
  type PersonScores,
  type Popularity,
  type RankedPerson,
} from '@flywheel/segments/lookalike';
import { readLeftOut, readVectors } from './lookalike-people.ts';

/** Who is in a lookalike, how similarity falls as the share grows, and how well its model does; or why there is none. */
export type BuiltLookalike = { viewers: string[]; curve: SimilarityAt[]; quality: LookalikeQuality } | { viewers: []; note: string };

/** `salt` decides which random people the seed is compared with. */
export type LookalikeSetting = { least: number; now: Instant; salt: string };

type Context = { leftOut: ReadonlySet<string>; now: Instant };
type Seed = Id<'aud'> | Id<'seg'>;

const nobody = '00000000-0000-0000-0000-000000000000';
const chunk = 5000;
const mostPercent = 10;
// Fits that end within a tenth of a second each: the process that makes them decides ads as well.
const mostOfSeed = 2000;
const mostOthers = 4000;

/**
 * Learns what tells the seed from random people, measures it on people of the seed it had not seen, and ranks everybody who agrees to ads
 * by interest, a few thousand at a time. A seed with fewer than `least` people, or fewer who like anything, makes none.
 */
export async function buildLookalike(
  tx: Tx,
  definition: LookalikeDefinition,
  { least, now, salt }: LookalikeSetting,
): Promise<BuiltLookalike> {
  const named = definition.seed as Seed;
  const seed = await readSeed(tx, named);
  if (seed.length < least) return { viewers: [], note: `its seed has fewer than ${least} people` };
  const context = { leftOut: await readLeftOut(tx, named), now };
  const sample = await readSample(tx, { named, seed, salt }, context);
  if (sample.seed.length < Math.min(least, mostOfSeed))
    return { viewers: [], note: `fewer than ${least} people of its seed have interests to learn from` };
  if (sample.background.length < least) return { viewers: [], note: `fewer than ${least} people outside its seed have interests` };
  const popularity = await readPopularity(tx);
  const { auc, low, high, chanceOf } = validateLookalike(sample, popularity);
  await letOthersRun();
  const { version, scoresOf } = trainLookalike(sample, popularity);
  const inSeed = new Set(definition.withSeed ? [] : seed);
  const { people, everyone } = await rankEveryone(tx, { scoresOf, inSeed }, context);
  const chosen = mostAlike(people, mostPercent, everyone);
  const quality = { auc, low, high, seedPeople: sample.seed.length, otherPeople: sample.background.length, model: version };
  return {
    viewers: chosen.slice(0, shareOf(everyone, definition.percent)).map((each) => each.viewer),
    curve: curveOf(chosen, everyone, chanceOf),
    quality,
  };
}

/** Both parts drawn by the same salt, so that a list that grows keeps most of those it was learnt from. */
async function readSample(
  tx: Tx,
  { named, seed, salt }: { named: Seed; seed: string[]; salt: string },
  context: Context,
): Promise<LookalikeSample> {
  const others = await drawOutside(tx, named, { salt, limit: mostOthers });
  // Evenly over the pseudonyms, which say nothing about anybody.
  const every = Math.max(1, seed.length / mostOfSeed);
  const drawn = seed.filter((_, at) => Math.floor(at / every) !== Math.floor((at - 1) / every));
  return {
    seed: [...(await readVectors(tx, drawn, context)).values()],
    background: [...(await readVectors(tx, others, context)).values()],
  };
}

async function rankEveryone(
  tx: Tx,
  { scoresOf, inSeed }: { scoresOf: ReturnType<typeof trainLookalike>['scoresOf']; inSeed: ReadonlySet<string> },
  context: Context,
): Promise<{ people: RankedPerson[]; everyone: number }> {
  const [viewers, scores]: [string[], PersonScores[]] = [[], []];
  let everyone = 0;
  for (let page = await nextPeople(tx, nobody, chunk); page.length > 0; page = await nextPeople(tx, page.at(-1) ?? nobody, chunk)) {
    everyone += page.length;
    for (const [viewer, vector] of await readVectors(tx, page, context)) {
      if (inSeed.has(viewer)) continue;
      viewers.push(viewer);
      scores.push(scoresOf(vector));
    }
  }
  const standings = standingsOf(scores, scores);
  const people = viewers.map((viewer, at) => ({ viewer, similarity: scores[at]?.centroid ?? 0, standing: standings[at] ?? 0 }));
  return { people, everyone };
}

function curveOf(chosen: readonly RankedPerson[], everyone: number, chanceOf: (standing: number) => number): SimilarityAt[] {
  return Array.from({ length: mostPercent }, (_, at) => {
    const within = chosen.slice(0, shareOf(everyone, at + 1));
    const last = within.at(-1);
    return { percent: at + 1, similarity: last ? Math.round(chanceOf(last.standing) * 100) / 100 : 0, people: within.length };
  });
}

function shareOf(people: number, percent: number): number {
  return Math.floor((people * percent) / 100);
}

async function readPopularity(tx: Tx): Promise<Popularity> {
  const nodePeople = await readNodePeople(tx);
  const { rows } = await tx.query<{ n: number }>(`SELECT count(*)::int AS n FROM identity WHERE purposes @> '{personalisation,ads}'`);
  return { people: rows[0]?.n ?? 0, peopleOf: (node) => nodePeople.get(node) ?? 0 };
}
