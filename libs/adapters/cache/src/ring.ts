/** A bounded queue between a path that never waits and a writer that does. Full means: shed, do not lose. */
export class Ring<T> {
  private items: T[] = [];
  private readonly most: number;

  constructor(most: number) {
    this.most = most;
  }

  get full(): boolean {
    return this.items.length >= this.most;
  }

  get size(): number {
    return this.items.length;
  }

  push(item: T): void {
    this.items.push(item);
  }

  /** Takes everything out, in order. */
  take(): T[] {
    const taken = this.items;
    this.items = [];
    return taken;
  }

  /** Puts back what could not be written, ahead of what came since. */
  putBack(items: readonly T[]): void {
    this.items = [...items, ...this.items];
  }
}
