import type { Id } from '@flywheel/primitives';

const windowMs = 86_400_000;
const limit = 10;

/** What one would write first: a map of texts to lists of instants. It keeps no reservations, so it does less. */
export class PlainCaps {
  readonly name = 'maps';
  private readonly shown = new Map<string, number[]>();
  private readonly campaigns: string[];

  constructor(campaigns: number) {
    this.campaigns = Array.from({ length: campaigns }, (_, n) => `cmp_${n}`);
  }

  auction(viewer: string, asked: readonly number[], _imp: Id<'imp'>, now: number): void {
    let best: string | undefined;
    for (const at of asked) {
      const key = `${viewer}${this.campaigns[at]}`;
      const times = this.shown.get(key);
      const count = times ? times.filter((time) => time > now - windowMs).length : 0;
      if (count < limit) best ??= key;
    }
    if (best === undefined) return;
    const times = this.shown.get(best);
    if (times) times.push(now);
    else this.shown.set(best, [now]);
  }
}
