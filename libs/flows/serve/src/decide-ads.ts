import { floorFor, noFillReasons, type AuctionRules, type NoFillReason } from '@flywheel/auction';
import type { PlacementRow } from '@flywheel/database/serving';
import type { DecisionRequest, DecisionResponse, DecisionResult } from '@flywheel/http/decisions';
import { keyedHash, micros, type Id, type Instant, type Micros, type Random } from '@flywheel/primitives';
import { newDecisionId } from '@flywheel/primitives/impressions';
import type { ImpressionTokens } from '@flywheel/runtime';
import type { Facts } from '@flywheel/targeting';
import { formats } from './ads/ad-table.ts';
import { applyPacing } from './apply-pacing.ts';
import { audienceOf, compiledPerson } from './audience.ts';
import { drawsOf, isExplored } from './core/explore.ts';
import { MemoryState } from './core/memory-state.ts';
import { qualityTerms } from './core/quality.ts';
import { SlotDecider } from './core/slot-decider.ts';
import type { SlotOutcome } from './core/slot-task.ts';
import { VisitedList } from './core/visited-list.ts';
import { contentAsked, type AskedPlacement, type Deciding } from './deciding.ts';
import { decisionRow } from './decision-row.ts';
import { feedGate } from './feed-gate.ts';
import type { KnownContent } from './people.ts';
import { recordedPlacement } from './recorded-placement.ts';
import { contextFacts } from './request-facts.ts';
import { safetyGate } from './safety-gate.ts';
import type { ServingMemory } from './serving-memory.ts';
import { placementRules, type Snapshot } from './snapshot.ts';
import { filledResult, slotOf } from './win-slot.ts';

/** One request with its moment. `waitedMs`: how long it waited for its turn; over its deadline it is shed. */
export type DecisionInput = { request: DecisionRequest; now: Instant; waitedMs?: number; elapsedUs?: () => number };

const longestWaitMs = 50;
const mostSlots = 32;
const plannedAtOnce = 1000;

/**
 * Decides which ad, if any, takes each slot, and at what price. Synchronous and in memory: no database, no await. Everything it read and
 * every visited ad's reason goes into the record, which is written within 20 ms by RecordDecisions.
 */
export class DecideAds {
  private readonly memory: ServingMemory;
  private readonly tokens: ImpressionTokens;
  private readonly random: Random;
  private readonly auctionKey: string;
  private readonly explorePpm: number;
  private readonly state: MemoryState;
  private readonly decider = new SlotDecider();
  private readonly visited: VisitedList[] = [];

  /** `auctionKey`: the secret from which ties and draws are seeded. `explorePpm`: how many of a million requests are explored. */
  constructor(memory: ServingMemory, tokens: ImpressionTokens, random: Random, auctionKey: string, explorePpm: number) {
    this.memory = memory;
    this.tokens = tokens;
    this.random = random;
    this.auctionKey = auctionKey;
    this.explorePpm = explorePpm;
    this.state = new MemoryState(memory);
  }

  /**
   * Makes the capped levels of a snapshot's ads (or of those that `moved`) known to the counters: before it is decided from. Decisions get
   * their turn in between.
   */
  async plan({ table }: Snapshot, moved?: readonly number[]): Promise<void> {
    const capped: number[] = [];
    const look = (ad: number): void => {
      if (table.has(ad) && ((table.columns.flags[ad] as number) & 1) !== 0) capped.push(ad);
    };
    if (moved) moved.forEach(look);
    else table.each(look);
    for (const [at, ad] of capped.entries()) {
      this.state.planOf(table.card(ad));
      if (at % plannedAtOnce === plannedAtOnce - 1) await new Promise<void>((resolve) => setImmediate(resolve));
    }
  }

  run(input: DecisionInput): DecisionResponse {
    const { request, now } = input;
    const before = request.id === undefined ? undefined : this.memory.answers.get(request.id, now);
    if (before) return before;
    const decision = newDecisionId(now, this.random);
    const { snapshot } = this.memory;
    const late = (input.waitedMs ?? 0) > Math.min(longestWaitMs, 0.8 * (request.tmaxMs ?? longestWaitMs * 2));
    if (!snapshot || late || this.memory.records.full) {
      return { decision, results: request.placements.map((placement) => emptyResult(placement, 504)) };
    }
    const response = this.decide(input, { decision, snapshot });
    if (request.id !== undefined) this.memory.answers.put(request.id, response, now);
    return response;
  }

  private decide({ request, now, elapsedUs }: DecisionInput, made: { decision: Id<'dec'>; snapshot: Snapshot }): DecisionResponse {
    const { decision, snapshot } = made;
    applyPacing(snapshot.table, this.memory.pacing);
    const audience = audienceOf(request, this.memory, now, this.auctionKey);
    const { viewer } = audience;
    const seed = keyedHash(this.auctionKey, decision);
    const deciding: Deciding = {
      decision,
      now,
      seed,
      draws: isExplored(seed, this.explorePpm) ? drawsOf(seed) : undefined,
      request,
      audience,
      snapshot,
      facts: contextFacts(request.context, now),
      person: viewer && compiledPerson(viewer, snapshot.index, this.memory),
      seated: new Set(),
      slots: [],
      placements: [],
      results: [],
    };
    this.state.begin({ decision, now, seed: deciding.seed, viewer: viewer?.viewer, capViewer: audience.capViewer });
    for (const placement of request.placements) this.decidePlacement(placement, deciding);
    if (audience.capViewer?.visit && deciding.slots.length > 0) this.memory.visits.show(decision, audience.capViewer, now);
    this.memory.records.push(decisionRow(deciding, this.memory, this.state, elapsedUs?.() ?? 0));
    return { decision, results: deciding.results };
  }

  private decidePlacement(asked: AskedPlacement, deciding: Deciding): void {
    const { snapshot, audience, request, seated } = deciding;
    const row = placementRules(snapshot.placements, asked.id);
    const content = this.contentOf(asked, request);
    const rules = this.rulesOf(row, asked, deciding);
    const facts: Facts = { ...deciding.facts, placement: [asked.id], ...contentFacts(content) };
    const closed = row.adsOn ? feedGate(row, asked, rules, request.context?.feed) : 500;
    const at = deciding.placements.length;
    this.state.beginPlacement(at, []);
    const outcome = closed === 0 ? this.fill({ asked, row, rules, facts, content, at }, deciding) : undefined;
    const winners = outcome?.winners ?? [];
    for (const winner of winners) {
      seated.add(winner.seat);
      this.state.seat(winner.card);
      const slot = slotOf(winner, { asked, deciding, content, lease: this.state.leaseOf(winner.n) });
      deciding.slots.push(slot);
      deciding.results.push(filledResult(winner, slot, { tokens: this.tokens, audience, now: deciding.now }));
    }
    const found = outcome?.code ?? (closed as NoFillReason);
    const code = found === 540 && audience.mode === 'contextual' ? 505 : found;
    for (let slot = winners.length; slot < rules.slots; slot += 1) deciding.results.push(emptyResult(asked, code, slot + 1));
    const beside = this.neighboursOf(asked);
    const reads = this.state.takeReads();
    deciding.placements.push(recordedPlacement({ asked, rules, content, beside, code, outcome, reads }, deciding));
  }

  private fill(
    {
      asked,
      row,
      rules,
      facts,
      content,
      at,
    }: { asked: AskedPlacement; row: PlacementRow; rules: AuctionRules; facts: Facts; content: KnownContent | undefined; at: number },
    deciding: Deciding,
  ): SlotOutcome {
    const { snapshot, person, request, now, seated, slots, draws } = deciding;
    const visited = (this.visited[at] ??= new VisitedList());
    const { index, table, indexed } = snapshot;
    const terms = qualityTerms(row, this.memory.model.model);
    return this.decider.run(
      {
        table,
        candidates: index.scan(index.facts(facts, person)),
        shift: this.memory.model.shift({ placement: asked.id, device: request.context?.device, now }, indexed),
        draws,
        rules,
        quality: terms && { terms, mostClick: indexed.ranges.mostClick[0] as number },
        format: formats.indexOf(asked.format),
        now,
        viewerZone: request.context?.timeZone,
        safety: safetyGate(table, row.safetyTier, content, this.neighboursOf(asked)),
        seated,
        state: this.state,
        taken: slots.length,
      },
      visited,
    );
  }

  private rulesOf(row: PlacementRow, asked: AskedPlacement, { request, audience, seed, placements, slots }: Deciding): AuctionRules {
    const { rule, positionPpm, incrementMicros, floors } = row;
    const place = {
      placement: asked.id,
      format: asked.format,
      country: request.context?.country ?? audience.viewer?.country,
      device: request.context?.device,
    };
    const floor = floors.length === 0 ? undefined : floorFor(floors, place);
    return {
      rule,
      slots: Math.max(1, Math.min(asked.slots ?? 1, mostSlots - slots.length)),
      positionPpm,
      floorMicros: floor ?? row.floorMicros,
      incrementMicros,
      seed: `${seed}/${placements.length}`,
      ...(asked.organicMicros !== undefined && { displacedMicros: micros(BigInt(asked.organicMicros)) as Micros }),
    };
  }

  private contentOf(asked: AskedPlacement, request: DecisionRequest): KnownContent | undefined {
    const platformId = contentAsked(asked, request);
    return platformId === undefined ? undefined : this.memory.people.content(platformId);
  }

  private neighboursOf({ neighbours }: AskedPlacement): KnownContent[] {
    if (neighbours === undefined) return [];
    return neighbours.flatMap((platformId) => this.memory.people.content(platformId) ?? []);
  }
}

function contentFacts(content: KnownContent | undefined): Facts {
  return content ? { tag: content.tags, node: content.nodes, creator: content.creators } : {};
}

function emptyResult(asked: AskedPlacement, reason: NoFillReason, slot = 1): DecisionResult {
  return { placement: asked.id, slot, outcome: 'empty', reason, words: noFillReasons[reason] };
}
