import type { ShareStep } from '@flywheel/http/traces';
import type { Micros } from '@flywheel/primitives';
import { explainPart, type ExplainedPart, type ShareRule } from '@flywheel/revenue';

/** What one creator brought to a batch and gets of it. */
export type CreatorPart = { readonly amountMicros: bigint; readonly shareMicros: bigint };

const whole = 10_000n;

/**
 * How the creators' part of a batch came about: the rule on all that stood on creators' content, rounded down once; then, for each named
 * creator, his part of it by the largest remainder. With `withTotals` the sentence names the sums, which a creator does not see.
 */
export function shareSteps(
  parts: ReadonlyMap<string, CreatorPart>,
  options: { rule: ShareRule; shown: readonly { creator: string; name: string }[]; withTotals: boolean },
): ShareStep[] {
  const all = [...parts.values()];
  const charged = all.reduce((sum, part) => sum + part.amountMicros, 0n);
  const total = all.reduce((sum, part) => sum + part.shareMicros, 0n);
  const rate = `${options.rule.shareBps / 100} %`;
  const own = options.shown.flatMap(({ creator, name }): ShareStep[] => {
    const part = parts.get(creator);
    if (!part) return [];
    const explained = explainPart({
      total: total as Micros,
      weight: part.amountMicros,
      weightSum: charged,
      part: part.shareMicros as Micros,
    });
    return [
      {
        words: `${name}: ${wordsOf(explained)}`,
        micros: part.shareMicros.toString(),
        explained: explained ? explainedView(explained) : null,
      },
    ];
  });
  if (!options.withTotals) return own;
  const scaled = charged * BigInt(options.rule.shareBps);
  const rule = explainPart({
    total: charged as Micros,
    weight: BigInt(options.rule.shareBps),
    weightSum: whole,
    part: (scaled / whole) as Micros,
  });
  const follows = scaled / whole === total;
  const words = `${rate} of ${charged} micros charged on creators’ content, rounded down once${follows ? '' : ': not what was booked'}`;
  return [{ words, micros: total.toString(), explained: rule && follows ? explainedView(rule) : null }, ...own];
}

/** A part's explanation as it travels. */
export function explainedView({ exactMicros, floorMicros, extraMicros }: ExplainedPart): NonNullable<ShareStep['explained']> {
  return { exactMicros, floorMicros: floorMicros.toString(), extraMicros: extraMicros.toString() };
}

function wordsOf(explained: ExplainedPart | undefined): string {
  if (!explained) return 'not what the rule gives';
  const { exactMicros, floorMicros, extraMicros } = explained;
  if (/\.0*$/.test(exactMicros)) return `exactly ${floorMicros} micros`;
  return extraMicros === 1n
    ? `exactly ${exactMicros} micros; rounded down, and one more because its remainder is among the largest`
    : `exactly ${exactMicros} micros; rounded down, since other remainders are larger`;
}
