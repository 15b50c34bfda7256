import { readAffinities } from '@flywheel/database/interests';
import { nextPeople, readNodePeople, readSeed } from '@flywheel/database/audience-lists';
import type { SimilarityAt } from '@flywheel/database/audiences';
import type { LookalikeDefinition } from '@flywheel/http/audiences';
import type { Id, Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import {
  blend,
  centroidModel,
  mostAlike,
  type InterestVector,
  type LookalikeModel,
  type Popularity,
  type RankedPerson,
} from '@flywheel/segments/lookalike';

/** Makes the model that ranks: the seed's interests and how common each interest is. */
export type LookalikeTrainer = (seed: Iterable<InterestVector>, popularity: Popularity) => LookalikeModel;

/** Who is in a lookalike, and how similarity falls as the share grows. */
export type BuiltLookalike = { viewers: string[]; curve: SimilarityAt[] };

const nobody = '00000000-0000-0000-0000-000000000000';
const chunk = 5000;
const mostPercent = 10;

/** Ranks everybody who agrees to ads by interest against the seed, a few thousand at a time. Undefined: the seed is too small. */
export async function buildLookalike(
  tx: Tx,
  definition: LookalikeDefinition,
  { least, now, train = centroidModel }: { least: number; now: Instant; train?: LookalikeTrainer },
): Promise<BuiltLookalike | undefined> {
  const seed = await readSeed(tx, definition.seed as Id<'aud'> | Id<'seg'>);
  if (seed.length < least) return undefined;
  const nodePeople = await readNodePeople(tx);
  const everyone = { people: 0 };
  const ranked: RankedPerson[] = [];
  const seedVectors: InterestVector[] = [];
  for (let at = 0; at < seed.length; at += chunk) seedVectors.push(...(await vectorsOf(tx, seed.slice(at, at + chunk), now)).values());
  const people = await countPeople(tx);
  const { similarity } = train(seedVectors, { people, peopleOf: (node) => nodePeople.get(node) ?? 0 });
  const inSeed = new Set(definition.withSeed ? [] : seed);
  for (let page = await nextPeople(tx, nobody, chunk); page.length > 0; page = await nextPeople(tx, page.at(-1) ?? nobody, chunk)) {
    everyone.people += page.length;
    for (const [viewer, vector] of await vectorsOf(tx, page, now)) {
      if (!inSeed.has(viewer)) ranked.push({ viewer, similarity: similarity(vector) });
    }
  }
  const chosen = mostAlike(ranked, mostPercent, everyone.people);
  return {
    viewers: chosen.slice(0, shareOf(everyone.people, definition.percent)).map((each) => each.viewer),
    curve: curveOf(chosen, everyone.people),
  };
}

function curveOf(chosen: readonly RankedPerson[], everyone: number): SimilarityAt[] {
  return Array.from({ length: mostPercent }, (_, at) => {
    const within = chosen.slice(0, shareOf(everyone, at + 1));
    return { percent: at + 1, similarity: Math.round((within.at(-1)?.similarity ?? 0) * 100) / 100, people: within.length };
  });
}

function shareOf(people: number, percent: number): number {
  return Math.floor((people * percent) / 100);
}

async function countPeople(tx: Tx): Promise<number> {
  const { rows } = await tx.query<{ n: number }>(`SELECT count(*)::int AS n FROM identity WHERE purposes @> '{personalisation,ads}'`);
  return rows[0]?.n ?? 0;
}

async function vectorsOf(tx: Tx, viewers: readonly string[], now: Instant): Promise<Map<string, Map<string, number>>> {
  const vectors = new Map<string, Map<string, number>>();
  for (const { viewer, node, affinity } of await readAffinities(tx, viewers)) {
    const strength = blend(affinity, now);
    if (strength <= 0) continue;
    const vector = vectors.get(viewer) ?? new Map<string, number>();
    vectors.set(viewer, vector.set(node, strength));
  }
  return vectors;
}
