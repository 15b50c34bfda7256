import type { Instant } from '@flywheel/primitives';

/** Collects the parameters of one statement; what `add` returns stands for the value in its text. */
export class SqlParameters {
  readonly values: unknown[] = [];

  add(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }

  /** A moment as timestamptz. */
  at(instant: Instant): string {
    return `${this.add(new Date(instant).toISOString())}::timestamptz`;
  }

  /** An id as uuid; takes the last 32 digits of the wire form. */
  id(wire: string): string {
    return `${this.add(wire.slice(-32))}::uuid`;
  }
}
