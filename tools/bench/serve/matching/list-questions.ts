import type { Facts, Targeting } from '@flywheel/targeting';
import type { Campaign } from './workload.ts';

// A question is its kind, how many values it lists, and these.
const wanted = 0;

/** Questions about attributes with several values, end to end in one array, against one byte per value of the viewer. */
export class ListQuestions {
  private readonly numbers = new Map<string, number>();
  private readonly starts: Int32Array;
  private readonly questions: Int32Array;
  private readonly held: Uint8Array;
  private readonly holding: number[] = [];

  constructor(campaigns: readonly Campaign[], isListed: (attr: string) => boolean) {
    this.starts = new Int32Array(campaigns.length + 1);
    const written: number[] = [];
    for (const { number, targeting } of campaigns) {
      if (targeting.kind === 'all') for (const part of targeting.parts) this.write(part, isListed, written);
      this.starts[number + 1] = written.length;
    }
    this.questions = Int32Array.from(written);
    this.held = new Uint8Array(this.numbers.size);
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
    return this.starts.byteLength + this.questions.byteLength + this.held.byteLength;
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
