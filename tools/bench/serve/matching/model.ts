import { seededRandom, type Random } from '@flywheel/primitives';
import { normal } from './chance.ts';

/** Categories and formats an ad has one of. */
export const categories = 20;
export const formats = 5;
/** Length of the vectors whose products are the weights of viewer × category and viewer × format. */
export const crossDepth = 4;

/** The viewer's half of the model: eight weights and his taste, in whole millionths of a logit. */
export type Person = { readonly weights: readonly number[]; readonly taste: readonly number[] };

const random = seededRandom('bench matching model');
// Together with a taste of sd 1,000: crosses of sd 0.2 (category) and 0.1 (format).
const categoryVectors = vectors(categories, 100);
const formatVectors = vectors(formats, 50);

/**
 * A logistic model of 20 features that falls apart into an ad's ten, a viewer's eight, viewer × category and viewer × format.
 * Logits are whole millionths, so that every order of adding gives the same sum. Mean click rate 1.8 %, sd of an ad's logit 0.5.
 */
export function adWeights(source: Random): number[] {
  return Array.from({ length: 10 }, () => Math.round(-400_000 + 158_000 * normal(source)));
}

/** The product of a taste and a category's vector. */
export function crossOfCategory(person: Person, category: number): number {
  return dot(person.taste, categoryVectors[category] ?? []);
}

/** The product of a taste and a format's vector. */
export function crossOfFormat(person: Person, format: number): number {
  return dot(person.taste, formatVectors[format] ?? []);
}

/** The chance of a click at a logit in millionths. */
export function chanceAt(microLogit: number): number {
  return 1 / (1 + Math.exp(-microLogit / 1_000_000));
}

/** The sum of whole numbers. */
export function sumOf(weights: readonly number[]): number {
  let sum = 0;
  for (const weight of weights) sum += weight;
  return sum;
}

/** What an ad's chance can be multiplied by, at most, when this is added to a logit between the lowest and the highest. */
export function shiftFactor(shift: number, lowest: number, highest: number): number {
  const at = shift > 0 ? lowest : highest;
  return (chanceAt(at + shift) / chanceAt(at)) * (1 + 1e-12);
}

function vectors(count: number, sd: number): number[][] {
  return Array.from({ length: count }, () => Array.from({ length: crossDepth }, () => Math.round(sd * normal(random))));
}

function dot(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let at = 0; at < crossDepth; at += 1) sum += (a[at] as number) * (b[at] as number);
  return sum;
}
