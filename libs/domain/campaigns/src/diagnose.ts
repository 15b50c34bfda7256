import { adviceFor } from './advice.ts';
import type { EffectiveStatusAndReason } from './effective-tree.ts';

/** How often something was the outcome for a campaign's ads; 0 is a won slot. */
export type CountedOutcome = { code: number; n: number };

/** What is known of a while: decisions in all, and how the campaign's ads came off in those that looked at them. */
export type Window = { decisions: number; outcomes: readonly CountedOutcome[] };

/** `serving`: it won; `held-back`: it may serve and wins nothing; `stopped`: something stands in the way; `idle`: nobody asked. */
export type Verdict = 'serving' | 'held-back' | 'stopped' | 'idle';

export type Finding = { code: number; times: number; shareBps: number; advice: string };

export type Diagnosis = {
  verdict: Verdict;
  headline: string;
  /** Decisions, how often an ad of it was looked at, and how often one won, within the shorter window that tells anything. */
  looked: number;
  won: number;
  findings: readonly Finding[];
};

const mostFindings = 6;

/** Answers “why is my campaign not serving?”: what stands in its way, else what it loses by, the most frequent first. */
export function diagnose(effective: EffectiveStatusAndReason, { decisions, outcomes }: Window): Diagnosis {
  const looked = sum(outcomes);
  const won = sum(outcomes.filter((each) => each.code === 0));
  const findings = findingsOf(outcomes, looked);
  if (effective.status !== 'active' && effective.status !== 'paced') {
    return { verdict: 'stopped', headline: effective.reason, looked, won, findings };
  }
  if (won > 0)
    return { verdict: 'serving', headline: `It serves: it won ${won} of the ${looked} slots it was looked at for.`, looked, won, findings };
  if (decisions === 0)
    return { verdict: 'idle', headline: 'Nobody has asked for an ad: it serves as soon as someone does.', looked, won, findings };
  return { verdict: 'held-back', headline: heldBack(decisions, looked, findings[0]), looked, won, findings };
}

/** An ad that no auction came as far as is not in the counts: it did not match, or better offers had filled the slots before. */
function heldBack(decisions: number, looked: number, first: Finding | undefined): string {
  if (looked === 0 || first === undefined) {
    const why = 'nobody in its audience came by, or all other offers were higher';
    return `It may serve, but none of ${decisions} decisions came as far as it: ${why}.`;
  }
  return `It may serve, but won none of the ${looked} slots it was looked at for.`;
}

function findingsOf(outcomes: readonly CountedOutcome[], looked: number): Finding[] {
  const times = new Map<number, number>();
  for (const { code, n } of outcomes) if (code !== 0) times.set(code, (times.get(code) ?? 0) + n);
  return [...times]
    .map(([code, n]): Finding => ({ code, times: n, shareBps: Math.round((n * 10_000) / looked), advice: adviceFor(code) }))
    .sort((a, b) => b.times - a.times || a.code - b.code)
    .slice(0, mostFindings);
}

function sum(outcomes: readonly CountedOutcome[]): number {
  return outcomes.reduce((total, each) => total + each.n, 0);
}
