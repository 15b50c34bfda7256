import type { Facts, Targeting } from '@flywheel/targeting';
import type { Campaign } from './workload.ts';

// A question is its kind, how many values it lists, and these.
const wanted = 0;

/** Questions about attributes with several values, end to end in one array, against one byte per value of the viewer. */
export class ListQuestions {
  private readonly numbers = new Map<string, number>();
  private readonly starts: Int32Array;
  private questions = new Int32Array(1024);
  private held = new Uint8Array(1024);
  private readonly holding: number[] = [];

  constructor(count: number) {
    this.starts = new Int32Array(count + 1);
  }

  /** Writes a campaign's questions behind those of the one before. */
  put({ number, targeting }: Campaign, isListed: (attr: string) => boolean): void {
    const written: number[] = [];
    if (targeting.kind === 'all') for (const part of targeting.parts) this.write(part, isListed, written);
    const start = this.starts[number] as number;
    if (start + written.length > this.questions.length) this.widen(start + written.length);
    this.questions.set(written, start);
    this.starts[number + 1] = start + written.length;
    if (this.numbers.size > this.held.length) this.held = new Uint8Array(this.numbers.size * 2);
  }

  /** Marks the viewer's values. */
  begin(facts: Facts): void {
    for (const [attr, values] of Object.entries(facts)) {
      if (!Array.isArray(values)) continue;
      for (const value of values as string[]) {
        const number = this.numbers.get(`${attr} ${value}`);
        if (number === undefined) continue;
        this.held[number] = 1;
        this.holding.push(number);
      }
    }
  }

  /** Takes the marks away. */
  end(): void {
    for (const number of this.holding) this.held[number] = 0;
    this.holding.length = 0;
  }

  /** Whether all of a campaign's questions are answered. No viewer of this workload holds a value of an unknown attribute. */
  hold(campaign: number): boolean {
    const { questions, held } = this;
    const end = this.starts[campaign + 1] as number;
    for (let at = this.starts[campaign] as number; at < end;) {
      const kind = questions[at] as number;
      const last = at + 2 + (questions[at + 1] as number);
      let any = false;
      for (let each = at + 2; each < last && !any; each += 1) any = held[questions[each] as number] === 1;
      if (any !== (kind === wanted)) return false;
      at = last;
    }
    return true;
  }

  bytes(): number {
    return this.starts.byteLength + (this.starts.at(-1) ?? 0) * 4 + this.held.byteLength;
  }

  private widen(least: number): void {
    const larger = new Int32Array(Math.ceil(least * 1.25));
    larger.set(this.questions);
    this.questions = larger;
  }

  private write(part: Targeting, isListed: (attr: string) => boolean, into: number[]): void {
    const leaf = part.kind === 'not' ? part.part : part;
    if (leaf.kind !== 'in' || !isListed(leaf.attr)) return;
    into.push(part.kind === 'not' ? 1 : wanted, leaf.values.size);
    for (const value of leaf.values) into.push(this.numberOf(`${leaf.attr} ${value}`));
  }

  private numberOf(key: string): number {
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    this.numbers.set(key, this.numbers.size);
    return this.numbers.size - 1;
  }
}
