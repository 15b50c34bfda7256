/** One person's interests as they stand: strength by node; nothing below 0. */
export type InterestVector = ReadonlyMap<string, number>;

/** Tells how alike a person is to a seed, from 0 (nothing in common) to 1. */
export type LookalikeModel = { readonly version: string; similarity(person: InterestVector): number };

/** How many people there are, and how many like each node at all. */
export type Popularity = { readonly people: number; peopleOf(node: string): number };

/**
 * Cosine similarity with the centroid of the seed (J. J. Rocchio, 1971): every interest weighs by how rare it is (ln of people over
 * people who have it), and every person of the seed counts the same however active. A seed without interests is like nobody.
 */
export function centroidModel(seed: Iterable<InterestVector>, popularity: Popularity): LookalikeModel {
  const rarity = (node: string): number => Math.log((1 + popularity.people) / (1 + popularity.peopleOf(node)));
  const centroid = new Map<string, number>();
  for (const person of seed) {
    for (const [node, weight] of unit(person, rarity)) centroid.set(node, (centroid.get(node) ?? 0) + weight);
  }
  const direction = scaled(centroid);
  return {
    version: 'centroid-1',
    similarity: (person) => {
      let sum = 0;
      for (const [node, weight] of unit(person, rarity)) sum += weight * (direction.get(node) ?? 0);
      return Math.min(1, Math.max(0, sum));
    },
  };
}

function unit(person: InterestVector, rarity: (node: string) => number): Map<string, number> {
  const weighed = new Map<string, number>();
  for (const [node, strength] of person) {
    const weight = Math.max(0, strength) * Math.max(0, rarity(node));
    if (weight > 0) weighed.set(node, weight);
  }
  return scaled(weighed);
}

function scaled(vector: ReadonlyMap<string, number>): Map<string, number> {
  let square = 0;
  for (const weight of vector.values()) square += weight * weight;
  const length = Math.sqrt(square);
  return new Map(length === 0 ? [] : [...vector].map(([node, weight]) => [node, weight / length] as const));
}

/** A person by pseudonym; `similarity` 0 says that nothing is in common, and `standing` orders the others, higher first. */
export type RankedPerson = { readonly viewer: string; readonly similarity: number; readonly standing: number };

/**
 * The people who stand highest first: at most `percent` of `everyone`, and nobody with nothing in common. Equal ones in the order of their
 * pseudonyms, so that the same people are chosen each time.
 */
export function mostAlike(people: readonly RankedPerson[], percent: number, everyone: number): RankedPerson[] {
  const ranked = people.filter((person) => person.similarity > 0);
  ranked.sort((a, b) => b.standing - a.standing || (a.viewer < b.viewer ? -1 : 1));
  return ranked.slice(0, Math.floor((everyone * percent) / 100));
}
