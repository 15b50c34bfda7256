import type { NoFillReason } from '@flywheel/auction';
import type { RecordedPlacement } from '@flywheel/auction/record';
import type { Facts } from '@flywheel/targeting';
import type { AdCard } from '../ads/ad-card.ts';
import { formats } from '../ads/ad-table.ts';
import { drawsOf } from '../core/explore.ts';
import { qualityOf, qualityTerms, type Quality } from '../core/quality.ts';
import { requestShift, utcHour, type RequestShift } from '../core/request-shift.ts';
import { SlotDecider } from '../core/slot-decider.ts';
import type { SlotOutcome } from '../core/slot-task.ts';
import { VisitedList } from '../core/visited-list.ts';
import { decidedFacts } from '../explain/decided-facts.ts';
import { capReads, type OpenedDecision } from '../explain/open-decision.ts';
import { feedGate } from '../feed-gate.ts';
import { safetyGate } from '../safety-gate.ts';
import { placementRules } from '../snapshot.ts';
import type { Refound } from './compare-visited.ts';
import { everyMatch } from './every-match.ts';
import type { PlacedAgain } from './placed-again.ts';
import { recordedPlace } from './recorded-place.ts';
import { RecordedState, type StateOverrides } from './recorded-state.ts';
import type { ReplayWorld } from './replay-world.ts';
import { rulesAgain, type RuleOverrides } from './rules-again.ts';

/**
 * What a what-if changes; its bids and budgets of configuration are in the world it is given. `draws`: an explored decision is made with
 * this set of draws instead of its own (0).
 */
export type AgainOptions = { seed: string; draws?: number; rules?: RuleOverrides | undefined; state?: StateOverrides | undefined };

type Progress = { seated: Set<number>; seats: AdCard[]; taken: number };

/**
 * Makes a decision once more: every ad of the world evaluated, and from there the live path's own functions, with state from the record.
 * Placements follow each other as they did, each beside what the ones before it took.
 */
export function decideAgain(opened: OpenedDecision, world: ReplayWorld, options: AgainOptions): PlacedAgain[] {
  const progress: Progress = { seated: new Set(), seats: [], taken: 0 };
  return opened.record.placements.map((placement, ordinal) => placeAgain({ opened, placement, ordinal }, world, options, progress));
}

type Placing = { opened: OpenedDecision; placement: RecordedPlacement; ordinal: number };

function placeAgain({ opened, placement, ordinal }: Placing, world: ReplayWorld, options: AgainOptions, progress: Progress): PlacedAgain {
  const facts = decidedFacts(opened, ordinal);
  const rules = rulesAgain({ placement, facts }, world, options);
  const row = placementRules(world.placements, placement.placement);
  const closed: NoFillReason = row.adsOn ? feedGate(row, recordedPlace(placement), rules, recordedPlace(placement).feed) : 500;
  const found = { placement: placement.placement, rules: { ...rules, displacedMicros: rules.displacedMicros } };
  if (closed !== 0) return { ...found, code: closed, ads: new Map(), finalists: [], drops: [], bar: 0n };
  const visited = new VisitedList(Math.max(1, world.rows.size));
  const terms = qualityTerms(row, world.model);
  const shift = shiftAgain({ opened, placement }, world, facts);
  const outcome = decideSlot({ opened, placement, ordinal }, { world, facts, rules, options, progress, visited, shift, terms });
  for (const { seat, card } of outcome.winners) {
    progress.seated.add(seat);
    progress.seats.push(card);
  }
  progress.taken += outcome.winners.length;
  const code = outcome.code === 540 && opened.record.mode === 'contextual' ? 505 : outcome.code;
  const { finalists, drops, bar } = outcome;
  return { ...found, code, ads: refoundAds(visited, world, { shift, terms }), finalists, drops, bar };
}

type Scene = {
  world: ReplayWorld;
  facts: Facts;
  rules: ReturnType<typeof rulesAgain>;
  options: AgainOptions;
  progress: Progress;
  visited: VisitedList;
  shift: RequestShift;
  terms: Quality | undefined;
};

function decideSlot({ opened, placement, ordinal }: Placing, scene: Scene): SlotOutcome {
  const { world, facts, rules, options, progress, visited, shift, terms } = scene;
  const { table, indexed } = world;
  const place = recordedPlace(placement);
  const now = opened.record.decidedAt;
  const row = placementRules(world.placements, placement.placement);
  const recorded = { ordinal, caps: capReads(opened), reads: placement.reads, drops: placement.drops };
  return new SlotDecider().run(
    {
      table,
      candidates: everyMatch(world.entries.values(), facts),
      shift,
      quality: terms && { terms, mostClick: indexed.ranges.mostClick[0] ?? 0 },
      draws: opened.record.explored ? drawsOf(options.seed, options.draws) : undefined,
      rules: { ...rules, seed: `${options.seed}/${ordinal}` },
      format: formats.findIndex((each) => each === placement.format),
      now,
      viewerZone: place.timeZone,
      safety: safetyGate(table, row.safetyTier, place.content, place.neighbours),
      seated: progress.seated,
      state: new RecordedState({ world, now, seed: options.seed }, recorded, { seats: progress.seats, adjacent: [] }, options.state),
      taken: progress.taken,
    },
    visited,
  );
}

function shiftAgain(
  { opened, placement }: Pick<Placing, 'opened' | 'placement'>,
  { model, indexed }: ReplayWorld,
  facts: Facts,
): RequestShift {
  const hour = utcHour(opened.record.decidedAt);
  return requestShift(model, { placement: placement.placement, device: facts.device?.[0], hour }, indexed);
}

function refoundAds(visited: VisitedList, { table }: ReplayWorld, { shift, terms }: Pick<Scene, 'shift' | 'terms'>): Map<number, Refound> {
  const ads = new Map<number, Refound>();
  for (let at = 0; at < visited.count; at += 1) {
    const [ad, code, ppb] = [visited.ad[at] ?? 0, visited.code[at] ?? 0, visited.ppb[at] ?? 0];
    const quality = terms === undefined ? 0 : qualityOf(ad, table.columns, shift, terms);
    ads.set(ad, { code, ppb, score: (table.columns.bid[ad] ?? 0) * ppb + quality * 1e9 });
  }
  return ads;
}
