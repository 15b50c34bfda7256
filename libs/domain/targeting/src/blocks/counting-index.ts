import { attributes } from '../attributes.ts';
import { evaluate } from '../evaluate.ts';
import type { Targeting } from '../expression.ts';
import { textsOf, type Facts } from '../facts.ts';
import { conjunctionsOf, type Conjunction, type Literal } from './conjunctions.ts';
import { spanOf } from './encode-conjunction.ts';
import { GrowingInts } from './growing-ints.ts';
import { attributeCount } from './roles.ts';

// Questions about one attribute that are told apart; a conjunction with more is evaluated.
const groupsPerAttribute = 4;
const ruledOut = 128;

/**
 * The k-index over conjunctions (Whang et al., "Indexing Boolean Expressions", VLDB 2009) in its counting form: postings by
 * (attribute, value), a conjunction holds when as many of its questions are answered as it asks and none rules it out. Walks every
 * posting of the viewer's values, whatever the keys: oracle and baseline of the block index.
 */
export class CountingIndex {
  private readonly listNumber = new Map<string, number>();
  private readonly excluding = new Map<string, number>();
  private readonly pairs = { list: new GrowingInts(), conjunction: new GrowingInts() };
  private readonly entryOf = new GrowingInts();
  private readonly needs = new GrowingInts();
  private readonly unconditional = new GrowingInts();
  private readonly evaluated: Array<{ entry: number; targeting: Targeting }> = [];
  private starts = new Int32Array(1);
  private postings = new Int32Array(0);
  private need = new Uint8Array(0);
  private counts = new Uint8Array(0);
  private groups = new Uint8Array(0);
  private readonly groupsOf = new Uint8Array(attributeCount);
  private entries: Int32Array = new Int32Array(0);
  private seen = new Uint8Array(0);
  private held = new Int32Array(0);
  private heldCount = 0;
  private foundCount = 0;
  /** The entries of the last match. */
  found = new Int32Array(0);

  private constructor() {}

  /** Reads the entries once. An expression of more conjunctions than may be indexed is evaluated. */
  static build(entries: Iterable<{ entry: number; targeting: Targeting }>): CountingIndex {
    const index = new CountingIndex();
    for (const { entry, targeting } of entries) {
      const conjunctions = conjunctionsOf(targeting);
      if (!conjunctions || conjunctions.some((each) => !isCountable(each))) index.evaluated.push({ entry, targeting });
      else for (const conjunction of conjunctions) index.add(entry, conjunction);
    }
    index.finish();
    return index;
  }

  /** Puts the entries that match into `found`, in no order, each once; answers how many. */
  match(facts: Facts): number {
    this.counts.fill(0);
    this.groups.fill(255);
    this.heldCount = this.foundCount = 0;
    for (let attr = 0; attr < attributeCount; attr += 1) this.ruleOut(attr, facts);
    for (let attr = 0; attr < attributeCount; attr += 1) this.countAttribute(attr, facts);
    const conjunctions = this.unconditional.view();
    for (let at = 0; at < this.unconditional.length; at += 1) {
      const conjunction = conjunctions[at] as number;
      if ((this.counts[conjunction] as number) < ruledOut) this.find(this.entries[conjunction] as number);
    }
    for (let at = 0; at < this.heldCount; at += 1) this.find(this.entries[this.held[at] as number] as number);
    for (let at = 0; at < this.foundCount; at += 1) this.seen[this.found[at] as number] = 0;
    for (const { entry, targeting } of this.evaluated) {
      if (evaluate(targeting, facts) === 'true') this.found[this.foundCount++] = entry;
    }
    return this.foundCount;
  }

  /** Bytes of the typed arrays. */
  bytes(): number {
    return this.starts.byteLength + this.postings.byteLength + this.need.byteLength * 3 + this.entries.byteLength + this.seen.byteLength;
  }

  private find(entry: number): void {
    if (this.seen[entry] === 1) return;
    this.seen[entry] = 1;
    this.found[this.foundCount++] = entry;
  }

  private add(entry: number, conjunction: Conjunction): void {
    const number = this.entryOf.length;
    this.entryOf.push(entry);
    const asked = new Uint8Array(attributeCount);
    let need = 0;
    for (const literal of conjunction) {
      const attr = attributes.indexOf(literal.question.attr);
      const group = attr * groupsPerAttribute + (asked[attr] as number);
      if (literal.wants || !literal.missing) {
        asked[attr] = (asked[attr] as number) + 1;
        this.groupsOf[attr] = Math.max(this.groupsOf[attr] as number, asked[attr] as number);
        need += 1;
      }
      for (const value of valuesOf(literal)) {
        if (literal.wants) this.post(this.numberOf(this.listNumber, `${group} ${value}`), number);
        else this.post(this.numberOf(this.excluding, `${attr} ${value}`), number);
      }
      if (literal.wants && literal.missing) this.post(this.numberOf(this.listNumber, `${group}?`), number);
      if (!literal.wants && !literal.missing) this.post(this.numberOf(this.listNumber, `${group}!`), number);
    }
    this.needs.push(need);
    if (need === 0) this.unconditional.push(number);
  }

  private post(list: number, conjunction: number): void {
    this.pairs.list.push(list);
    this.pairs.conjunction.push(conjunction);
  }

  private numberOf(lists: Map<string, number>, key: string): number {
    const known = lists.get(key);
    if (known !== undefined) return known;
    const number = this.listNumber.size + this.excluding.size;
    lists.set(key, number);
    return number;
  }

  private finish(): void {
    const { list, conjunction } = this.pairs;
    this.starts = new Int32Array(this.listNumber.size + this.excluding.size + 1);
    for (let at = 0; at < list.length; at += 1) increment(this.starts, (list.view()[at] as number) + 1, 1);
    for (let at = 1; at < this.starts.length; at += 1) increment(this.starts, at, this.starts[at - 1] as number);
    const next = this.starts.slice();
    this.postings = new Int32Array(list.length);
    for (let at = 0; at < list.length; at += 1)
      this.postings[increment(next, list.view()[at] as number, 1) - 1] = conjunction.view()[at] as number;
    this.need = Uint8Array.from(this.needs.trimmed());
    this.counts = new Uint8Array(this.need.length);
    this.groups = new Uint8Array(this.need.length);
    this.held = new Int32Array(this.need.length);
    this.entries = this.entryOf.trimmed();
    this.seen = new Uint8Array(this.entries.reduce((most, entry) => Math.max(most, entry), 0) + 1);
    this.found = new Int32Array(this.need.length + this.evaluated.length);
    list.length = conjunction.length = 0;
  }

  private ruleOut(attr: number, facts: Facts): void {
    const name = attributes[attr];
    for (const value of (name && textsOf(facts, name)) ?? []) {
      const list = this.excluding.get(`${attr} ${value}`);
      if (list === undefined) continue;
      const end = this.starts[list + 1] as number;
      for (let at = this.starts[list] as number; at < end; at += 1) this.counts[this.postings[at] as number] = ruledOut;
    }
  }

  private countAttribute(attr: number, facts: Facts): void {
    const name = attributes[attr];
    const texts = name && textsOf(facts, name);
    for (let layer = 0; layer < (this.groupsOf[attr] as number); layer += 1) {
      const group = attr * groupsPerAttribute + layer;
      if (!texts) this.count(`${group}?`, group);
      else {
        this.count(`${group}!`, group);
        for (const value of texts) this.count(`${group} ${value}`, group);
      }
    }
  }

  private count(key: string, group: number): void {
    const list = this.listNumber.get(key);
    if (list === undefined) return;
    const { postings, groups, counts, need } = this;
    const end = this.starts[list + 1] as number;
    for (let at = this.starts[list] as number; at < end; at += 1) {
      const conjunction = postings[at] as number;
      if (groups[conjunction] === group) continue;
      groups[conjunction] = group;
      const count = (counts[conjunction] as number) + 1;
      counts[conjunction] = count;
      if (count === need[conjunction]) this.held[this.heldCount++] = conjunction;
    }
  }
}

function isCountable(conjunction: Conjunction): boolean {
  const asked = new Uint8Array(attributeCount);
  return conjunction.every(({ question, wants, missing }) => {
    const attr = attributes.indexOf(question.attr);
    if (wants || !missing) asked[attr] = (asked[attr] as number) + 1;
    return (asked[attr] as number) <= groupsPerAttribute;
  });
}

function valuesOf({ question }: Literal): Iterable<string> {
  return question.kind === 'in' ? question.values : spanOf(question).map(String);
}

function increment(counts: Int32Array, at: number, by: number): number {
  const sum = (counts[at] as number) + by;
  counts[at] = sum;
  return sum;
}
