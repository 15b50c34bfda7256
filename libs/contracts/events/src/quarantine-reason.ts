/** Why an event (or, for `signature`, a beacon) was set aside. Closed: a new reason needs a line here and one in the glossary. */
export const quarantineReasons = [
  'invalid',
  'unknown-version',
  'no-consent',
  'bot',
  'impossible-time',
  'too-fast',
  'repeated',
  'flood',
  'future',
  'too-old',
  'unknown-viewer',
  'unknown-content',
  'unknown-creator',
  'signature',
] as const;

/** One of `quarantineReasons`. */
export type QuarantineReason = (typeof quarantineReasons)[number];
