import { mostMicroLogit } from './ppb-of.ts';
import { stableExp } from './stable-exp.ts';

/**
 * The most by which `shift` (micro-logits) multiplies ppbOf of any logit in [lowest, highest]: an exact bound, rounding to whole parts per
 * billion included. σ(a+s)/σ(a) falls with a for s > 0 and rises for s < 0, so one end of the range has the most; rounding moves each side
 * by at most one half, which weighs most at the lowest logit. Where logits are held at their least, a negative shift changes nothing.
 */
export function shiftFactor(shift: number, lowest: number, highest: number): number {
  if (shift === 0) return 1;
  const end = shift > 0 ? lowest : highest;
  const held = lowest + shift < -mostMicroLogit;
  const ratio = held && shift < 0 ? 1 : sigma(end + shift) / sigma(end);
  const halfBefore = 0.5 / (1e9 * sigma(lowest));
  const halfAfter = 0.5 / (1e9 * sigma(Math.max(lowest + shift, -mostMicroLogit)));
  return ((ratio * (1 + halfAfter)) / (1 - halfBefore)) * (1 + 1e-12);
}

function sigma(microLogit: number): number {
  return 1 / (1 + stableExp(-microLogit * 1e-6));
}
