import { formatCount } from './count.ts';
import { locale } from './locale.ts';
import { withMinus } from './minus.ts';

/** Which direction of change is welcome; colours a change, never hides it. */
export type Better = 'up' | 'down' | 'neither';

/** A change as shown: sign and number, an arrow, words for ears, and whether it is welcome. */
export type Delta = {
  readonly text: string;
  readonly words: string;
  readonly direction: 'up' | 'down' | 'same';
  readonly tone: 'good' | 'bad' | 'neutral';
};

const percent = new Intl.NumberFormat(locale, {
  style: 'percent',
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
  signDisplay: 'always',
});
const points = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1, signDisplay: 'always' });

/** Below this base a percentage says nothing, so the change is stated absolutely. */
const smallBase = 30;
/** Changes below this are no change. */
const negligible = 0.0005;

/** The change of a count or amount, in percent. From zero it is `new`; a base under 30 states the difference itself (counts only). */
export function countDelta(current: number, previous: number, better: Better, of: 'count' | 'amount' = 'count'): Delta {
  if (previous === 0) return current === 0 ? unchanged : made('new', 'new: nothing in the compared range', current, better);
  const change = (current - previous) / Math.abs(previous);
  if (Math.abs(change) < negligible) return unchanged;
  const difference = current - previous;
  const small = of === 'count' && Math.abs(previous) < smallBase;
  const text = small ? `${difference > 0 ? '+' : '−'}${formatCount(Math.abs(difference))}` : withMinus(percent.format(change));
  return made(text, `${difference > 0 ? 'up' : 'down'} ${text.slice(1)} on the compared range`, difference, better);
}

/** The change of a rate (fractions), in percentage points. */
export function rateDelta(current: number, previous: number, better: Better): Delta {
  const change = current - previous;
  if (Math.abs(change) < negligible) return unchanged;
  const text = `${withMinus(points.format(change * 100))} pp`;
  return made(text, `${change > 0 ? 'up' : 'down'} ${text.slice(1, -3)} percentage points on the compared range`, change, better);
}

const unchanged: Delta = { text: 'no change', words: 'no change on the compared range', direction: 'same', tone: 'neutral' };

function made(text: string, words: string, change: number, better: Better): Delta {
  const direction = change > 0 ? 'up' : 'down';
  return { text, words, direction, tone: better === 'neither' ? 'neutral' : better === direction ? 'good' : 'bad' };
}
