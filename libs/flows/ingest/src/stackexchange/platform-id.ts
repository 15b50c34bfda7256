const prefix = 'stackexchange';

/** The platform's id of a user or post of a dump. */
export function platformId(kind: 'user' | 'post', dumpId: string): string {
  return `${prefix}:${kind}:${dumpId}`;
}

/** What every platform id of that kind starts with. */
export function platformIdPrefix(kind: 'user' | 'post'): string {
  return `${prefix}:${kind}:`;
}
