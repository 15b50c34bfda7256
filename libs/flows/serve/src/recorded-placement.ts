import type { AuctionRules, NoFillReason } from '@flywheel/auction';
import type { RecordedPlacement, StateRead } from '@flywheel/auction/record';
import type { DecisionRequest } from '@flywheel/http/decisions';
import type { Micros } from '@flywheel/primitives';
import type { SlotOutcome } from './core/slot-task.ts';
import { VisitedList } from './core/visited-list.ts';
import type { AskedPlacement, Deciding } from './deciding.ts';
import type { KnownContent } from './people.ts';

/** A placement after it was decided. `outcome`: undefined where it was closed to ads before anything was looked at. */
export type DecidedPlacement = {
  asked: AskedPlacement;
  rules: AuctionRules;
  content: KnownContent | undefined;
  beside: readonly KnownContent[];
  code: NoFillReason;
  outcome: SlotOutcome | undefined;
  reads: readonly StateRead[];
};

const nothing = 0n as Micros;
const noneVisited = new VisitedList();

/** The placement as its record holds it. */
export function recordedPlacement(decided: DecidedPlacement, { request, snapshot }: Deciding): RecordedPlacement {
  const { asked, rules, content, beside, code, outcome, reads } = decided;
  const at = JSON.stringify(asked.id);
  return {
    placement: asked.id,
    format: asked.format,
    code,
    rules: { ...rules, displacedMicros: rules.displacedMicros ?? nothing },
    facts: content ? `{"placement":[${at}],${content.text}}` : `{"placement":[${at}]}`,
    place: placeText(asked, request, content, beside),
    visited: outcome?.visited ?? noneVisited,
    finalists: outcome?.finalists ?? [],
    drops: outcome?.drops ?? [],
    reads,
    proof: {
      indexBuild: snapshot.index.build,
      block: outcome?.block ?? -1,
      bound: outcome?.bound ?? -1,
      bar: outcome?.bar ?? 0n,
      exhausted: outcome?.exhausted ?? false,
    },
  };
}

/** What the gates before the auction read, beyond facts; empty where there was nothing to read. */
function placeText(
  asked: AskedPlacement,
  { context }: DecisionRequest,
  content: KnownContent | undefined,
  neighbours: readonly KnownContent[],
): string {
  const { position } = asked;
  const feed = context?.feed;
  const timeZone = context?.timeZone;
  const label = content && content.judged.label !== 'safe' ? content.judged.label : undefined;
  const beside = neighbours.length === 0 ? undefined : neighbours.map((each) => each.judged);
  const nothingRead = position === undefined && feed === undefined && timeZone === undefined && label === undefined && beside === undefined;
  return nothingRead ? '' : JSON.stringify({ position, feed, timeZone, label, beside });
}
