import { keyedHash } from '@flywheel/primitives';

/** What a told size is made from: the people, the least that may be told, and what nobody outside can foresee. */
export type SizeToTell = {
  people: number;
  least: number;
  /** Secret of the deployment. */
  secret: string;
  /** Names what is measured: the same thing is always rounded at the same places. */
  subject: string;
};

/**
 * The size of a group as an advertiser may be told it: null below `least`; else a multiple of the rounding step. The step is
 * itself a multiple of `least`, so two told sizes differ by nothing or by `least` and more; where it turns over is secret, so nobody
 * can be counted out by adding known people until it does. Unbiased: on average over subjects the told size is the true one.
 */
export function toldSize({ people, least, secret, subject }: SizeToTell): number | null {
  if (people < least) return null;
  const step = sizeStep(people, least);
  const offset = Math.floor(fraction(secret, `${subject}:${step}`) * step);
  return Math.max(least, Math.floor((people + offset) / step) * step);
}

/** The distance between neighbouring told sizes around `people`: two significant digits, in whole multiples of `least` people. */
export function sizeStep(people: number, least: number): number {
  const digits = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, people))) - 1);
  return Math.ceil(digits / least) * least;
}

function fraction(secret: string, text: string): number {
  return Number.parseInt(keyedHash(secret, text).slice(0, 12), 16) / 2 ** 48;
}
