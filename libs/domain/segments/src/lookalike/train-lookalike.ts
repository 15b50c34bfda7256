import { fitLogistic, logitOf } from './fit-logistic.ts';
import { centroidModel, type InterestVector, type Popularity } from './lookalike.ts';

/** People of a seed, and people drawn at random from everyone else. */
export type LookalikeSample = { readonly seed: readonly InterestVector[]; readonly background: readonly InterestVector[] };

/** What two models say of one person: the cosine with the seed's centroid, and a logit. Only their order among people means something. */
export type PersonScores = { readonly centroid: number; readonly logit: number };

/** Both models of one seed. */
export type TrainedLookalike = { readonly version: string; scoresOf(person: InterestVector): PersonScores };

/** Most interests that the regression looks at. */
export const mostFeatures = 64;
const fewestWithInterest = 5;
const l2 = 1;

/**
 * Trains both: the centroid, and a logistic regression of "is of the seed" on ln(1 + strength) of the interests most people of the sample
 * have (64 at most), ln(1 + their sum) and ln(1 + their number) as activity. Seed and background weigh the same together, so that a
 * chance of ½ is no news. Nothing else is known of anybody here: who passes sensitive interests in would have them learnt.
 */
export function trainLookalike({ seed, background }: LookalikeSample, popularity: Popularity): TrainedLookalike {
  const centroid = centroidModel(seed, popularity);
  const places = placesOf([...seed, ...background]);
  const half = (seed.length + background.length) / 2;
  const rows = [
    ...seed.map((person) => ({ ...featuresOf(person, places), label: 1 as const, weight: half / seed.length })),
    ...background.map((person) => ({ ...featuresOf(person, places), label: 0 as const, weight: half / background.length })),
  ];
  const fit = fitLogistic(rows, places.size + 2, l2);
  return {
    version: 'centroid+logistic-1',
    scoresOf: (person) => {
      const { at, values } = featuresOf(person, places);
      return { centroid: centroid.similarity(person), logit: logitOf(fit, at, values) };
    },
  };
}

/** The interests that count, by how many people have them; equal ones by name. */
function placesOf(people: readonly InterestVector[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const person of people) for (const node of person.keys()) counts.set(node, (counts.get(node) ?? 0) + 1);
  const common = [...counts].filter(([, count]) => count >= fewestWithInterest);
  common.sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1));
  return new Map(common.slice(0, mostFeatures).map(([node], place) => [node, place]));
}

function featuresOf(person: InterestVector, places: ReadonlyMap<string, number>): { at: number[]; values: number[] } {
  const [at, values]: [number[], number[]] = [[], []];
  let [sum, count] = [0, 0];
  for (const [node, given] of person) {
    const strength = Math.max(0, given);
    if (strength > 0) [sum, count] = [sum + strength, count + 1];
    const place = places.get(node);
    if (place === undefined) continue;
    at.push(place);
    values.push(Math.log1p(strength));
  }
  at.push(places.size, places.size + 1);
  values.push(Math.log1p(sum), Math.log1p(count));
  return { at, values };
}
