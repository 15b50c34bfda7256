import { countLabels, laterLift, membersByHistory, sumCounts, type LaterLift, type LaterShare } from '@flywheel/segments/communities';
import type { Interactions } from './read-interactions.ts';

/** A segment with what its members did later. */
export type JudgedSegment = { segment: string; items: number; laterLift: LaterLift; offered: boolean; coverageOfOffered: number };

/** Each user's items before and after their own point in time. */
export function splitByTime(data: Interactions, ratio: number): { history: number[][]; later: number[][] } {
  const cut = (length: number): number => Math.round(length * ratio);
  return {
    history: data.of.map((acts) => acts.slice(0, cut(acts.length)).map((act) => act.item)),
    later: data.of.map((acts) => acts.slice(cut(acts.length)).map((act) => act.item)),
  };
}

/** What segments are judged by. Where the partition is not `stable`, none of it is offered, whatever its lift. */
export type Judge = {
  history: readonly number[][];
  later: readonly number[][];
  minPeople: number;
  seed: string;
  stable: boolean;
};

/** Whether the later lift lies above 1 with all of its interval, and there are people enough. */
export function isLifted(lift: LaterLift, { minPeople }: Pick<Judge, 'minPeople'>): boolean {
  return lift.low > 1 && lift.members >= minPeople;
}

/** Judges every label that items carry as a segment: who is in it by history, and how their later behaviour differs. */
export function judgeSegments(labels: ReadonlyArray<readonly string[]>, judge: Judge): JudgedSegment[] {
  const later = judge.later.map((items) => countLabels(items, labels));
  const everybody = sumCounts(later);
  const judged = [...membersByHistory(labels, judge.history)].map(([segment, members]) => {
    const shares: LaterShare[] = members.map((user) => ({ inside: later[user]?.of.get(segment) ?? 0, all: later[user]?.sum ?? 0 }));
    const lift = laterLift(shares, { inside: everybody.of.get(segment) ?? 0, all: everybody.sum }, { seed: `${judge.seed}/${segment}` });
    const items = labels.filter((each) => each.includes(segment)).length;
    return { segment, items, laterLift: lift, offered: judge.stable && isLifted(lift, judge), members };
  });
  const covered = new Set(judged.filter((each) => each.offered).flatMap((each) => each.members));
  const active = judge.later.flatMap((items, user) => (items.length > 0 ? [user] : []));
  const coverageOfOffered = active.filter((user) => covered.has(user)).length / Math.max(1, active.length);
  return judged.map(({ members: _members, ...each }) => ({ ...each, coverageOfOffered }));
}
