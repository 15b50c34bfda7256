const hourMs = 3_600_000;

/** The three memories of an interest: half of each is forgotten after so long. */
export const halfLives = { short: 6 * hourMs, mid: 7 * 24 * hourMs, long: 45 * 24 * hourMs } as const;

/** How much each memory counts in the blend; the shares sum to 1. */
export const blendShares = { short: 0.2, mid: 0.4, long: 0.4 } as const;
