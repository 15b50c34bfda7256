import { assert } from '@flywheel/primitives';
import type { Targeting } from '../expression.ts';
import { conjunctionsOf, type Conjunction } from './conjunctions.ts';
import { Dictionary } from './dictionary.ts';
import { encodeConjunction } from './encode-conjunction.ts';
import { GrowingInts } from './growing-ints.ts';
import { encodeProgram } from './program.ts';

/** Something to be found: its number (from 0 up, once each), whom it is for, and an upper bound of its score (0 or more). */
export type IndexEntry = { readonly entry: number; readonly targeting: Targeting; readonly key: number };

/** Entries in the order they came, as codes: small enough to hold a million of them. */
export type CollectedEntries = {
  dictionary: Dictionary;
  entries: GrowingInts;
  keys: Float64Array;
  /** Conjunctions of entry i: from `conjunctionsFrom[i]` to before the next. */
  conjunctionsFrom: GrowingInts;
  /** Codes of conjunction c: from `codesFrom[c]` to before the next. */
  codesFrom: GrowingInts;
  codes: GrowingInts;
  /** Where the program of conjunction c begins; −1: its codes say it all. */
  programs: GrowingInts;
  program: GrowingInts;
};

// What can never hold still has a slot, so that it is known, paused and raised like any other.
const never: Conjunction = [{ question: { kind: 'in', path: '', attr: 'segment', values: new Set() }, wants: true, missing: false }];
// An expression that would take more postings than this is evaluated instead.
const mostPostings = 65_536;

/** Entries on their way into an index, taken one after the other. */
export class EntryCollector {
  private readonly collected: CollectedEntries = {
    dictionary: new Dictionary(),
    entries: new GrowingInts(),
    keys: new Float64Array(1024),
    conjunctionsFrom: new GrowingInts(),
    codesFrom: new GrowingInts(),
    codes: new GrowingInts(),
    programs: new GrowingInts(),
    program: new GrowingInts(),
  };

  add(entry: IndexEntry): void {
    collect(this.collected, entry);
  }

  /** All that was added; nothing is added any more. */
  end(): CollectedEntries {
    const { collected } = this;
    collected.conjunctionsFrom.push(collected.programs.length);
    collected.codesFrom.push(collected.codes.length);
    return collected;
  }
}

function collect(collected: CollectedEntries, { entry, targeting, key }: IndexEntry): void {
  assert(Number.isInteger(entry) && entry >= 0, `the number of an entry is a whole number, not ${entry}`);
  assert(key >= 0 && key < Infinity, `the key of entry ${entry} is 0 or more, not ${key}`);
  const at = collected.entries.length;
  collected.entries.push(entry);
  collected.conjunctionsFrom.push(collected.programs.length);
  if (at === collected.keys.length) {
    const larger = new Float64Array(at * 2);
    larger.set(collected.keys);
    collected.keys = larger;
  }
  collected.keys[at] = key;
  const alternatives = conjunctionsOf(targeting);
  const conjunctions = alternatives?.length === 0 ? [never] : alternatives;
  if (!conjunctions || sizeOf(conjunctions) > mostPostings) collectConjunction(collected, [], targeting, true);
  else for (const conjunction of conjunctions) collectConjunction(collected, conjunction, targeting, false);
}

function collectConjunction(collected: CollectedEntries, conjunction: Conjunction, targeting: Targeting, whole: boolean): void {
  collected.codesFrom.push(collected.codes.length);
  const exact = encodeConjunction(conjunction, collected.dictionary, collected.codes) && !whole;
  collected.programs.push(exact ? -1 : encodeProgram(targeting, collected.dictionary, collected.program));
}

function sizeOf(conjunctions: readonly Conjunction[]): number {
  let size = 0;
  for (const conjunction of conjunctions) {
    for (const { question } of conjunction) size += question.kind === 'in' ? question.values.size : 24;
  }
  return size;
}
