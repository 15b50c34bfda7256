import type { AudienceChange } from '@flywheel/database/audiences';
import type { Id } from '@flywheel/primitives';

const none: readonly string[] = [];

/** Who is in which audience. Kept apart from the people: a membership may arrive before its viewer. */
export class AudienceBook {
  private readonly members = new Map<Id<'vwr'>, Set<Id<'aud'>>>();
  private readonly lists = new Map<Id<'vwr'>, readonly string[]>();

  put(changes: readonly AudienceChange[]): void {
    for (const { viewer, audience, member } of changes) {
      const own = this.members.get(viewer) ?? new Set();
      if (member) own.add(audience);
      else own.delete(audience);
      if (own.size > 0) this.members.set(viewer, own);
      else this.members.delete(viewer);
      this.lists.delete(viewer);
    }
  }

  /** The audiences of a viewer, in no order; empty where he is in none. */
  of(viewer: Id<'vwr'>): readonly string[] {
    const known = this.lists.get(viewer);
    if (known) return known;
    const own = this.members.get(viewer);
    if (!own) return none;
    const list = [...own].sort();
    this.lists.set(viewer, list);
    return list;
  }

  forget(viewer: Id<'vwr'>): void {
    this.members.delete(viewer);
    this.lists.delete(viewer);
  }
}
