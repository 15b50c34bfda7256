import { assert } from '@flywheel/primitives';
import type { CappedLevel } from './cap-plan.ts';

type Subject = { id: string; number: number; keep: number; windowMs: number };

/**
 * The numbers of capped subjects, how many impressions of each must be remembered and for how long. A subject whose caps come to need
 * more than was kept gets a new number, and is cold until its history has been read: what is remembered of the old number fades out.
 */
export class SubjectTable {
  private readonly byId = new Map<string, Subject>();
  private readonly byNumber: Subject[] = [];
  /** By number: 1 where the history is known. Read at every check. */
  private warmth = new Uint8Array(1024);

  /** The subject's number under these caps. */
  number({ subject, caps, minGapSeconds }: CappedLevel): number {
    const keep = Math.max(1, ...caps.map((cap) => cap.limit));
    const windowMs = 1000 * Math.max(minGapSeconds, ...caps.map((cap) => cap.windowSeconds));
    const known = this.byId.get(subject);
    if (known && known.keep >= keep && known.windowMs >= windowMs) return known.number;
    const fresh = { id: subject, number: this.byNumber.length + 1, keep, windowMs };
    this.byNumber.push(fresh);
    if (this.byNumber.length >= this.warmth.length) this.warmth = grown(this.warmth);
    this.byId.set(subject, fresh);
    return fresh.number;
  }

  isWarm(number: number): boolean {
    return this.warmth[number] === 1;
  }

  /** How many of its latest impressions decide about it. */
  keepOf(number: number): number {
    return this.at(number).keep;
  }

  /** How long an impression of it matters; 0 for a number that no cap uses any more. */
  windowOf(number: number): number {
    const subject = this.at(number);
    return this.byId.get(subject.id) === subject ? subject.windowMs : 0;
  }

  /** The number of a subject that caps are counted for; undefined for any other. */
  find(id: string): number | undefined {
    return this.byId.get(id)?.number;
  }

  /** Subjects whose history has not been read, with how far back it matters. */
  cold(): Array<{ id: string; number: number; windowMs: number }> {
    return this.all().filter(({ number }) => !this.isWarm(number));
  }

  all(): Array<{ id: string; number: number; windowMs: number }> {
    return [...this.byId.values()].map(({ id, number, windowMs }) => ({ id, number, windowMs }));
  }

  warm(number: number): void {
    this.warmth[number] = 1;
  }

  /** Nothing is known any more. */
  chill(): void {
    this.warmth.fill(0);
  }

  private at(number: number): Subject {
    const subject = this.byNumber[number - 1];
    assert(subject !== undefined, 'a subject has a number before it is counted');
    return subject;
  }
}

function grown(flags: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(flags.length * 2);
  larger.set(flags);
  return larger;
}
