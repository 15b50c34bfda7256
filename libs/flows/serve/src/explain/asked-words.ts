import type { CapRead, StateRead } from '@flywheel/auction/record';
import { codeInWords } from './reason-words.ts';

const levels = ['this ad', 'this ad set', 'this campaign', 'this advertiser'] as const;

/** What memory said about an ad, one sentence a read. */
export function readWords({ kind, value }: StateRead): string {
  switch (kind) {
    case 'lease':
      return value === 0 ? 'There was budget for it.' : `Budget: ${codeInWords(value).words}.`;
    case 'throttle':
      return value === 0 ? 'Its pacing let this auction pass.' : 'Its pacing let it take part.';
    case 'reservation':
      return value === 0 ? 'Its money was reserved.' : `Its money could not be reserved: ${codeInWords(value).words}.`;
    case 'fatigue':
      return `The viewer had seen ads ${value} times of late.`;
    case 'ghost':
      return value === 0 ? 'The viewer is not in its control group.' : 'The viewer is in its control group.';
  }
}

/** How often the viewer had seen something. */
export function capWords({ level, rule, count, lastAt }: CapRead): string {
  const what = levels[level] ?? 'it';
  if (count < 0) return `How often the viewer had seen ${what} was not known.`;
  if (rule === 254) return 'The viewer asked not to see it again.';
  if (rule === 255) return lastAt === 0 ? `The viewer had not seen ${what}.` : `The viewer saw ${what} last at ${clock(lastAt)} UTC.`;
  return `The viewer had seen ${what} ${count === 1 ? 'once' : `${count} times`} in the span that counts.`;
}

function clock(at: number): string {
  return new Date(at).toISOString().slice(0, 19).replace('T', ' ');
}
