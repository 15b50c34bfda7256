import { seededRandom, type Random } from '@flywheel/primitives';
import { geoAncestors, type Facts, type Targeting } from '@flywheel/targeting';
import { normal, whole } from './chance.ts';
import { adWeights, categories, crossDepth, formats, type Person } from './model.ts';
import { ageCuts, otherShares, subjects } from './vocabulary.ts';

/** A campaign as an object: what the naive engine works on and every other one is built from. */
export type Campaign = {
  readonly number: number;
  readonly targeting: Targeting;
  /** Micros a click, as float64: exact up to 2⁵³. */
  readonly bid: number;
  /** The ad's ten weights of the logistic model, in millionths. */
  readonly weights: readonly number[];
  readonly category: number;
  readonly format: number;
  paused: boolean;
};

/** What one auction is asked: facts of viewer and context, and the viewer's half of the model. */
export type Visit = { readonly facts: Facts; readonly person: Person };

/** How bids and qualities spread: the workload itself and its weak cases. */
export type Spread = { readonly bidSigma: number; readonly equal: boolean };

/** Bids spread log-normally with σ = 0.8. */
export const usualSpread: Spread = { bidSigma: 0.8, equal: false };

/** The same campaigns for the same count and spread; another spread keeps every targeting. */
export function* campaignsOf(count: number, spread: Spread = usualSpread): Generator<Campaign> {
  const whom = seededRandom('bench matching targeting');
  const value = seededRandom('bench matching value');
  for (let number = 0; number < count; number += 1) {
    const draw = Math.exp(spread.bidSigma * normal(value));
    const weights = adWeights(value);
    yield {
      number,
      targeting: targetingOf(whom),
      bid: spread.equal ? 400_000 : Math.max(1000, Math.round(400_000 * draw)),
      weights: spread.equal ? equalWeights : weights,
      category: whole(categories, value),
      format: whole(formats, value),
      paused: false,
    };
  }
}

const equalWeights = Array.from({ length: 10 }, () => -400_000);

/** The same visits for the same count; `crossScale` makes the weights of viewer × category and viewer × format larger. */
export function visitsOf(count: number, crossScale = 1): Visit[] {
  const random = seededRandom('bench matching visits');
  return Array.from({ length: count }, () => ({ facts: factsOf(random), person: personOf(random, crossScale) }));
}

function targetingOf(random: Random): Targeting {
  const parts: Targeting[] = [];
  const add = (part: Targeting): void => void parts.push({ ...part, path: `all.${parts.length}` });
  for (const subject of subjects) {
    if (random.next() >= subject.share) continue;
    const words = Array.from({ length: 1 + whole(subject.most, random) }, () => subject.word(subject.draw(random)));
    const leaf: Targeting = { kind: 'in', path: '', attr: subject.attr, values: new Set(words) };
    add(subject.excludes ? { kind: 'not', path: '', mode: 'weak', part: leaf } : leaf);
  }
  if (random.next() < otherShares.geo) add({ kind: 'in', path: '', attr: 'geo', values: new Set([placeOf(random, whole(2, random))]) });
  if (random.next() < otherShares.hour) add({ kind: 'range', path: '', attr: 'hour', from: whole(24, random), to: whole(24, random) });
  if (random.next() < otherShares.weekday)
    add({ kind: 'range', path: '', attr: 'weekday', from: 1 + whole(7, random), to: 1 + whole(7, random) });
  if (random.next() < otherShares.age) add(agesOf(random));
  return { kind: 'all', path: '', parts };
}

function agesOf(random: Random): Targeting {
  const [first, second] = [whole(ageCuts.length - 1, random), whole(ageCuts.length - 1, random)];
  const [from, to] = [ageCuts[Math.min(first, second)] ?? 18, ageCuts[Math.max(first, second) + 1] ?? 131];
  return { kind: 'range', path: '', attr: 'age', from, to: to - 1 };
}

/** A country, or a region in it, or a city there. */
function placeOf(random: Random, depth: number): string {
  const country = String.fromCharCode(65 + whole(5, random), 65 + whole(5, random));
  if (depth === 0) return country;
  const region = `${country}-R${whole(6, random)}`;
  return depth === 1 ? region : `${region}-City${whole(10, random)}`;
}

function factsOf(random: Random): Facts {
  const facts: Record<string, string[] | number> = {};
  for (const { attr, held, draw, word } of subjects) {
    if (held === 0) continue;
    const words = new Set<string>();
    while (words.size < held) words.add(word(draw(random)));
    facts[attr] = [...((facts[attr] as string[] | undefined) ?? []), ...words];
  }
  if (random.next() < 0.03) delete facts.country;
  if (random.next() < 0.05) delete facts.audience;
  if (random.next() < 0.05) delete facts.tag;
  facts.geo = geoAncestors(placeOf(random, 2));
  facts.hour = whole(24, random);
  facts.weekday = 1 + whole(7, random);
  if (random.next() < 0.7) facts.age = 18 + whole(60, random);
  return facts;
}

function personOf(random: Random, crossScale: number): Person {
  return {
    weights: Array.from({ length: 8 }, () => Math.round(100_000 * normal(random))),
    taste: Array.from({ length: crossDepth }, () => Math.round(1000 * crossScale * normal(random))),
  };
}
