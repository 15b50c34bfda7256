import { attributes, numericLimits } from '../attributes.ts';
import type { Conjunction, Literal } from './conjunctions.ts';
import type { Dictionary } from './dictionary.ts';
import type { GrowingInts } from './growing-ints.ts';
import { ageAt, attributeCount, codes, excludes, layerCount } from './roles.ts';

/**
 * Writes a conjunction as codes. Answers false when it asks one attribute more often than there are layers: then the codes
 * let through what the expression itself still has to refuse.
 */
export function encodeConjunction(conjunction: Conjunction, dictionary: Dictionary, into: GrowingInts): boolean {
  const asked = new Uint8Array(attributeCount);
  let exact = true;
  for (const literal of conjunction) {
    const attr = attributes.indexOf(literal.question.attr);
    const layer = asked[attr] as number;
    if (literal.wants && layer >= layerCount) {
      exact = false;
      continue;
    }
    if (!literal.missing) into.push(codes.needs(attr));
    if (literal.wants) {
      into.push(codes.asks(attr, layer));
      asked[attr] = layer + 1;
    }
    encodeValues(literal, attr, literal.wants ? layer : excludes, dictionary, into);
  }
  return exact;
}

function encodeValues({ question }: Literal, attr: number, role: number, dictionary: Dictionary, into: GrowingInts): void {
  if (question.kind === 'in') {
    for (const value of question.values) {
      if (attr !== ageAt) into.push(codes.value(dictionary.add(attr, value), role));
      else if (isAge(value)) into.push(codes.ages(role, Number(value), Number(value)));
    }
  } else if (attr === ageAt) encodeAges(question.from, question.to, role, into);
  else for (const value of spanOf(question)) into.push(codes.value(dictionary.add(attr, String(value)), role));
}

/** A range of ages that goes over the end is two. */
function encodeAges(from: number, to: number, role: number, into: GrowingInts): void {
  const [least, most] = numericLimits.age;
  if (from <= to) into.push(codes.ages(role, from, to));
  else {
    into.push(codes.ages(role, from, most));
    into.push(codes.ages(role, least, to));
  }
}

/** The whole numbers of a range, over the end of the day or week where its first is larger. */
export function spanOf({ attr, from, to }: Extract<Literal['question'], { kind: 'range' }>): number[] {
  const [least, most] = numericLimits[attr];
  const span = (first: number, last: number): number[] => Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at);
  return from <= to ? span(from, to) : [...span(from, most), ...span(least, to)];
}

/** Whether a text is an age as facts write it. */
export function isAge(text: string): boolean {
  return /^(0|[1-9]\d{0,2})$/.test(text) && Number(text) <= numericLimits.age[1];
}
