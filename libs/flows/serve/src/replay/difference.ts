/** One thing that a replay found otherwise than recorded. `where`: the decision, a placement or an ad; amounts as decimal micros. */
export type Difference = { where: string; field: string; recorded: string; recomputed: string; sentence: string };

/** Gathers differences of one place: `check` notes one where the two are not the same. */
export class DifferenceList {
  readonly found: Difference[] = [];

  check({ where, field, source }: { where: string; field: string; source: string }, recorded: Comparable, recomputed: Comparable): void {
    const [was, is] = [say(recorded), say(recomputed)];
    if (was === is) return;
    const sentence = `The record says ${field} ${was} for ${where}; ${source} gives ${is}.`;
    this.found.push({ where, field, recorded: was, recomputed: is, sentence });
  }

  /** Something that can only be stated, not set against a value. */
  note(difference: Difference): void {
    this.found.push(difference);
  }
}

/** What can be set against each other. */
export type Comparable = string | number | bigint | boolean | undefined | ReadonlyArray<string | number | bigint>;

function say(value: Comparable): string {
  if (value === undefined) return 'none';
  return typeof value === 'object' ? `[${value.join(', ')}]` : String(value);
}
