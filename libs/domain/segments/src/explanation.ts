import type { EventKind } from '@flywheel/events';
import type { Instant } from '@flywheel/primitives';
import { actionWeights } from './action-weights.ts';
import { actsInSevenDays, type ActLog } from './act-log.ts';
import { shareOfDescendant, type Taxonomy } from './taxonomy.ts';

/** The rules that decided; a change of a weight, half-life or limit is a new version. */
export const modelVersion = 'interests-1';

/** One thing a person did that counted for the segment. */
export type Reason = {
  readonly node: string;
  readonly name: string;
  readonly action: EventKind;
  readonly count: number;
  readonly lastSeen: Instant;
};

/** Why somebody is in a segment: at most three reasons, largest contribution first, and the rule in words. */
export type Explanation = { readonly reasons: readonly Reason[]; readonly rule: string; readonly modelVersion: string };

/** The segment's node, the person's acts on every node, the lift that decided, and the moment. */
export type ExplanationInput = {
  readonly node: string;
  readonly acts: ReadonlyMap<string, ActLog>;
  readonly taxonomy: Taxonomy;
  readonly lift: number;
  readonly now: Instant;
};

/** Says why: the acts on the node and on those below it, by count × weight × the part that reaches the node. */
export function explainMembership({ node, acts, taxonomy, lift, now }: ExplanationInput): Explanation {
  const weighed: Array<Reason & { contribution: number }> = [];
  let recent = 0;
  for (const [other, log] of acts) {
    const share = shareOfDescendant(other, node, taxonomy);
    if (share === 0) continue;
    recent += actsInSevenDays(log, now);
    const name = taxonomy.get(other)?.name ?? other;
    for (const [action, { count, last }] of Object.entries(log) as Array<[EventKind, ActLog[EventKind] & object]>) {
      weighed.push({ node: other, name, action, count, lastSeen: last, contribution: count * actionWeights[action] * share });
    }
  }
  const reasons = weighed
    .filter(({ contribution }) => contribution > 0)
    .sort((a, b) => b.contribution - a.contribution || b.lastSeen - a.lastSeen || (a.node < b.node ? -1 : 1))
    .slice(0, 3)
    .map(({ contribution: _, ...reason }) => reason);
  return { reasons, rule: ruleInWords(lift, recent), modelVersion };
}

function ruleInWords(lift: number, recent: number): string {
  return `${lift.toFixed(1)}× the average person, ${recent} ${recent === 1 ? 'event' : 'events'} in 7 days`;
}
