/** Throws when an invariant of our own code is broken; `sentence` says what must hold. Never for bad input. */
export function assert(condition: unknown, sentence: string): asserts condition {
  if (!condition) throw new Error(`Broken invariant: ${sentence}`);
}
