/** Roots of what is never inferred about a person: health, religion, politics, sexuality, war, and the taxonomy's own Sensitive Topics. */
const sensitiveRoots: ReadonlySet<string> = new Set(['iab:223', 'iab:286', 'iab:386', 'iab:453', 'iab:v9i3On', 'iab:188', 'iab:389']);

/** Whether this node is such a root; everything below one is sensitive as well. */
export function isIabSensitive(node: string): boolean {
  return sensitiveRoots.has(node);
}
