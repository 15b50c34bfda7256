import { attributes } from '../attributes.ts';
import { within } from '../evaluate.ts';
import type { Targeting } from '../expression.ts';
import type { CompiledFacts } from './compiled-facts.ts';
import type { Dictionary } from './dictionary.ts';
import { isAge } from './encode-conjunction.ts';
import type { GrowingInts } from './growing-ints.ts';

const [all, any, weak, strong, isIn, inRange] = [0, 1, 2, 3, 4, 5];

// Kleene's values as numbers: all is the least, any the greatest, a strong NOT turns them round.
const [no, unknown, yes] = [0, 1, 2];

/**
 * Writes an expression as integers, parts after their node: [kind, where the node ends, …]. What follows is for `in` the
 * attribute and its values in ascending order, for a range the attribute, first and last. Answers where it begins.
 */
export function encodeProgram(targeting: Targeting, dictionary: Dictionary, into: GrowingInts): number {
  const at = into.length;
  if (targeting.kind === 'in' && targeting.attr === 'age') return encodeProgram(agesAsRanges(targeting), dictionary, into);
  into.push(kindOf(targeting));
  into.push(0);
  switch (targeting.kind) {
    case 'all':
    case 'any':
      for (const part of targeting.parts) encodeProgram(part, dictionary, into);
      break;
    case 'not':
      encodeProgram(targeting.part, dictionary, into);
      break;
    case 'in': {
      const attr = attributes.indexOf(targeting.attr);
      into.push(attr);
      for (const value of [...targeting.values].map((text) => dictionary.add(attr, text)).sort((a, b) => a - b)) into.push(value);
      break;
    }
    case 'range':
      for (const each of [attributes.indexOf(targeting.attr), targeting.from, targeting.to]) into.push(each);
  }
  into.view()[at + 1] = into.length;
  return at;
}

/** Whether the expression that begins at `at` is true. */
export function runProgram(program: Int32Array, at: number, facts: CompiledFacts): boolean {
  return truthAt(program, at, facts) === yes;
}

function kindOf(targeting: Targeting): number {
  switch (targeting.kind) {
    case 'all':
      return all;
    case 'any':
      return any;
    case 'not':
      return targeting.mode === 'weak' ? weak : strong;
    case 'in':
      return isIn;
    case 'range':
      return inRange;
  }
}

function agesAsRanges({ path, values }: Extract<Targeting, { kind: 'in' }>): Targeting {
  const parts = [...values]
    .filter(isAge)
    .map((age): Targeting => ({ kind: 'range', path, attr: 'age', from: Number(age), to: Number(age) }));
  // A range that no age lies in keeps "unknown where the age is missing".
  return { kind: 'any', path, parts: parts.length > 0 ? parts : [{ kind: 'range', path, attr: 'age', from: 131, to: 131 }] };
}

function truthAt(program: Int32Array, at: number, facts: CompiledFacts): number {
  switch (program[at]) {
    case all:
      return extremeOf(program, at, facts, no);
    case any:
      return extremeOf(program, at, facts, yes);
    case weak:
      return truthAt(program, at + 2, facts) === yes ? no : yes;
    case strong:
      return yes - truthAt(program, at + 2, facts);
    case isIn:
      return holdsAny(program, at, facts);
    default:
      return rangeTruth(program, at, facts);
  }
}

/** The least truth of the parts, or the greatest; `end` stops at once. */
function extremeOf(program: Int32Array, at: number, facts: CompiledFacts, end: number): number {
  let result = yes - end;
  const last = program[at + 1] as number;
  for (let part = at + 2; part < last; part = program[part + 1] as number) {
    const truth = truthAt(program, part, facts);
    if (truth === end) return end;
    if (truth === unknown) result = unknown;
  }
  return result;
}

function holdsAny(program: Int32Array, at: number, facts: CompiledFacts): number {
  const attr = program[at + 2] as number;
  if (facts.known[attr] === 0) return unknown;
  const last = program[at + 1] as number;
  const end = facts.from[attr + 1] as number;
  for (let each = facts.from[attr] as number; each < end; each += 1) {
    if (contains(program, at + 3, last, facts.values[each] as number)) return yes;
  }
  return no;
}

function contains(sorted: Int32Array, first: number, end: number, wanted: number): boolean {
  let [low, high] = [first, end];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) < wanted) low = middle + 1;
    else high = middle;
  }
  return low < end && sorted[low] === wanted;
}

function rangeTruth(program: Int32Array, at: number, facts: CompiledFacts): number {
  const attr = program[at + 2] as number;
  if (facts.known[attr] === 0) return unknown;
  return within(facts.numbers[attr] as number, program[at + 3] as number, program[at + 4] as number) ? yes : no;
}
