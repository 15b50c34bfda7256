import type { LearnableAct } from '@flywheel/database/interests';
import type { EventKind } from '@flywheel/events';
import { utcDay } from '@flywheel/primitives';
import { actionWeight, addWeight, logAct, touchedNodes, watchTier, type ActLog, type Affinity, type Taxonomy } from '@flywheel/segments';

/** What one batch adds to one person's interest in one node. `acts` holds only acts on the node itself, not on those below it. */
export type Gain = {
  readonly viewer: string;
  readonly node: string;
  affinity: Affinity;
  readonly acts: Array<{ kind: EventKind; at: number }>;
};

/** Sums up what acts teach, by person and node. */
export function gatherActs(acts: readonly LearnableAct[], taxonomy: Taxonomy): Gain[] {
  const gains = new Map<string, Gain>();
  for (const act of oncePerWatch(acts)) {
    const kind = act.kind as EventKind;
    const weight = actionWeight({
      kind,
      ...(act.dwellMs === null ? {} : { dwellMs: act.dwellMs }),
      ...(act.durationMs === null ? {} : { durationMs: act.durationMs }),
    });
    if (weight === 0) continue;
    const at = act.at.getTime();
    const named = new Set(act.nodes ?? []);
    for (const [node, factor] of touchedNodes(act.nodes ?? [], taxonomy)) {
      const key = `${act.viewer}/${node}`;
      const gain = gains.get(key);
      const affinity = addWeight(gain?.affinity, weight * factor, at);
      const held = gain ?? { viewer: act.viewer, node, affinity, acts: [] };
      held.affinity = affinity;
      if (named.has(node)) held.acts.push({ kind, at });
      gains.set(key, held);
    }
  }
  return [...gains.values()];
}

/** The log with everything that was gained. */
export function logGain(log: ActLog, gain: Gain): ActLog {
  return gain.acts.reduce((sum, { kind, at }) => logAct(sum, kind, at), log);
}

/** Of one person's watching of one content on one day only the highest rank counts: who completes has also viewed and dwelt. */
function oncePerWatch(acts: readonly LearnableAct[]): LearnableAct[] {
  const best = new Map<string, LearnableAct>();
  const rest: LearnableAct[] = [];
  for (const act of acts) {
    const tier = watchTier(act.kind as EventKind);
    if (tier === 0) {
      rest.push(act);
      continue;
    }
    const key = `${act.viewer}/${act.content}/${utcDay(act.at.getTime())}`;
    const before = best.get(key);
    if (!before || watchTier(before.kind as EventKind) < tier) best.set(key, act);
  }
  return [...rest, ...best.values()];
}
