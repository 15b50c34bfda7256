import type { Instant } from '@flywheel/primitives';

/** Answers by request id for a short while, bounded: a repeated request gets the same answer. Best effort; no money depends on it. */
export class RecentAnswers<T> {
  private readonly answers = new Map<string, { answer: T; until: Instant }>();
  private readonly keepMs: number;
  private readonly most: number;

  constructor(options: { keepMs: number; most: number }) {
    this.keepMs = options.keepMs;
    this.most = options.most;
  }

  get(id: string, now: Instant): T | undefined {
    const found = this.answers.get(id);
    return found && found.until > now ? found.answer : undefined;
  }

  put(id: string, answer: T, now: Instant): void {
    this.answers.delete(id);
    this.answers.set(id, { answer, until: now + this.keepMs });
    for (const [oldest, { until }] of this.answers) {
      if (until > now && this.answers.size <= this.most) break;
      this.answers.delete(oldest);
    }
  }
}
