import type { Instant } from '@flywheel/primitives';
import type { TokenKeys } from './token-secrets.ts';

const dayMs = 86_400_000;

/** How long a key signs. */
export const signsForMs = 30 * dayMs;

/** How long a key still verifies after its last signature: longer than any token is asked about (an hour, then a day of clicks). */
export const verifiesForMs = 2 * dayMs;

/**
 * The keys as they should be now: the same object where nothing is due. When the signing key has signed for 30 days the next one takes
 * over and another is made; keys whose last token has long ended are forgotten.
 */
export function rotated(keys: TokenKeys, now: Instant, freshKey: () => string): TokenKeys {
  if (keys.signingSince === undefined) return { ...keys, signingSince: now, retiredAt: {} };
  const retired = { ...keys.retiredAt };
  const kept = Object.entries(keys.keys).filter(([kid]) => now - (retired[kid] ?? now) < verifiesForMs);
  const due = now - keys.signingSince >= signsForMs;
  if (!due && kept.length === Object.keys(keys.keys).length) return keys;
  const live = Object.fromEntries(kept);
  const still = Object.fromEntries(Object.entries(retired).filter(([kid]) => kid in live));
  if (!due) return { ...keys, keys: live, retiredAt: still };
  const next = Object.keys(live).find((kid) => kid !== keys.signWith && still[kid] === undefined) ?? nameAfter(keys);
  const made = nameAfter({ ...keys, keys: { ...live, [next]: '' } });
  return {
    ...keys,
    signWith: next,
    keys: { ...live, [next]: live[next] ?? freshKey(), [made]: freshKey() },
    signingSince: now,
    retiredAt: { ...still, [keys.signWith]: now },
  };
}

/** A key id that no listed key has: k1, k2, … */
function nameAfter({ keys }: TokenKeys): string {
  const numbers = Object.keys(keys).map((kid) => Number(/^k(\d+)$/.exec(kid)?.[1] ?? 0));
  return `k${Math.max(0, ...numbers) + 1}`;
}
