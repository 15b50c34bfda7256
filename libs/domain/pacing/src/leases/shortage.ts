import type { Micros } from '@flywheel/primitives';
import { creditWindow, isDayWindow, lifeWindow } from './budget-windows.ts';

/** Why a holder has no lease: the day's or the whole budget is used, nothing is set aside, or another process (or an open win) holds it. */
export type LeaseShortage = 580 | 581 | 582 | 584;

/** A window that refused, with what would be left of it if every open lease came back. */
export type RefusedWindow = { window: string; capMicros: Micros; unspentMicros: Micros };

/**
 * What a refusal means in the closed list of losses. 582: no money is set aside, or the account owes what it may; 580, 581: the day's, the
 * whole budget is really used (not even one more charge fits when all that is leased and unspent comes back); 584 otherwise.
 */
export function shortageOf(refused: RefusedWindow | undefined, maxChargeMicros: Micros): LeaseShortage {
  if (!refused || (refused.window === lifeWindow && refused.capMicros === 0n)) return 582;
  if (refused.unspentMicros >= maxChargeMicros) return 584;
  if (refused.window === creditWindow) return 582;
  return isDayWindow(refused.window) ? 580 : 581;
}
