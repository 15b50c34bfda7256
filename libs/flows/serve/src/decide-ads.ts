import { noFillReasons, type NoFillReason } from '@flywheel/auction';
import type { DecisionRecord, PlacementRecord } from '@flywheel/database/decisions';
import type { DecisionRequest, DecisionResponse, DecisionResult } from '@flywheel/http/decisions';
import { keyedHash, newId, type Id, type Instant, type Random } from '@flywheel/primitives';
import type { ImpressionTokens } from '@flywheel/runtime';
import { audienceOf, type Audience } from './audience.ts';
import type { Deciding } from './deciding.ts';
import { fillSlot, slotRecord } from './fill-slot.ts';
import type { KnownContent } from './people.ts';
import { placementRules, type Snapshot } from './snapshot.ts';
import type { ServingMemory } from './serving-memory.ts';
import { winSlot } from './win-slot.ts';

/** One request with its moment. `waitedMs`: how long it waited for its turn; over 50 ms it is shed. */
export type DecisionInput = { request: DecisionRequest; now: Instant; waitedMs?: number; elapsedUs?: () => number };

type Placement = DecisionRequest['placements'][number];

const deadlineMs = 50;

/**
 * Decides which ad, if any, takes each slot, and at what price. Synchronous and in memory: no database, no await. Everything it read and
 * every loser's reason goes into the record, which is written within 20 ms by RecordDecisions.
 */
export class DecideAds {
  private readonly memory: ServingMemory;
  private readonly tokens: ImpressionTokens;
  private readonly random: Random;
  private readonly auctionKey: string;

  /** `auctionKey`: the deployment's secret from which ties and draws are seeded. */
  constructor(memory: ServingMemory, tokens: ImpressionTokens, random: Random, auctionKey: string) {
    this.memory = memory;
    this.tokens = tokens;
    this.random = random;
    this.auctionKey = auctionKey;
  }

  run(input: DecisionInput): DecisionResponse {
    const { request, now } = input;
    const before = request.id === undefined ? undefined : this.memory.answers.get(request.id, now);
    if (before) return before;
    const decision = newId('dec', now, this.random);
    const { snapshot } = this.memory;
    const late = (input.waitedMs ?? 0) > deadlineMs;
    if (!snapshot || late || this.memory.records.full) {
      return { decision, results: request.placements.map((placement) => emptyResult(placement.id, 504)) };
    }
    const response = this.decide(input, { decision, snapshot });
    if (request.id !== undefined) this.memory.answers.put(request.id, response, now);
    return response;
  }

  private decide({ request, now, elapsedUs }: DecisionInput, made: { decision: Id<'dec'>; snapshot: Snapshot }): DecisionResponse {
    const { decision, snapshot } = made;
    const audience = audienceOf(request, this.memory.people, now, this.auctionKey);
    const seed = keyedHash(this.auctionKey, decision);
    const deciding: Deciding = { decision, now, seed, audience, snapshot, seated: new Set(), slots: [] };
    const outcomes = request.placements.map((placement) => this.decideSlot(placement, request, deciding));
    this.memory.records.push(
      recordOf(
        request,
        deciding,
        outcomes.map((each) => each.record),
        elapsedUs?.(),
      ),
    );
    return { decision, results: outcomes.map((each) => each.result) };
  }

  private decideSlot(
    placement: Placement,
    request: DecisionRequest,
    deciding: Deciding,
  ): { record: PlacementRecord; result: DecisionResult } {
    const { snapshot, audience, now, seated, seed } = deciding;
    const rules = placementRules(snapshot, placement.id);
    const content = this.contentOf(placement, request);
    const facts = { ...audience.facts, placement: [placement.id], ...contentFacts(content) };
    const gate = { now, format: placement.format, capKey: audience.capKey, seated, memory: this.memory };
    const slot = rules.adsOn
      ? fillSlot(snapshot, facts, gate, rules, `${seed}/${deciding.slots.length}`)
      : { winner: undefined, code: 500 as const, visited: [], unmatched: snapshot.ads.length };
    const record = slotRecord(placement, rules, slot);
    if (slot.winner) {
      const won = winSlot(
        {
          deciding,
          placement: placement.id,
          winner: slot.winner,
          content,
          newContent: content ? undefined : contentAsked(placement, request),
          country: countryOf(request, audience),
          device: request.context?.device,
        },
        this.memory,
        this.tokens,
        this.random,
      );
      return { record: { ...record, imp: won.imp }, result: won.result };
    }
    const code = slot.code === 540 && audience.mode === 'contextual' ? 505 : slot.code;
    return { record: { ...record, code }, result: emptyResult(placement.id, code) };
  }

  private contentOf(placement: Placement, request: DecisionRequest): KnownContent | undefined {
    const platformId = contentAsked(placement, request);
    return platformId === undefined ? undefined : this.memory.people.content(platformId);
  }
}

/** The post around the slot, by the platform's own id. */
function contentAsked(placement: Placement, request: DecisionRequest): string | undefined {
  return placement.content ?? request.context?.content;
}

function contentFacts(content: KnownContent | undefined): {
  tag?: readonly string[];
  node?: readonly string[];
  creator?: readonly string[];
} {
  return content ? { tag: content.tags, node: content.nodes, creator: content.creator ? [content.creator] : [] } : {};
}

function countryOf(request: DecisionRequest, audience: Audience): string | undefined {
  return request.context?.country ?? audience.viewer?.country;
}

function emptyResult(placement: string, reason: NoFillReason): DecisionResult {
  return { placement, outcome: 'empty', reason, words: noFillReasons[reason] };
}

/** The person stands apart from the request, so that an erase takes him and leaves the rest. */
function recordOf(request: DecisionRequest, deciding: Deciding, results: PlacementRecord[], tookUs: number | undefined): DecisionRecord {
  const { decision, now, seed, audience, snapshot, slots } = deciding;
  const { viewer } = audience;
  const placements = request.placements.map(({ id, format, content }) => ({ id, format, ...(content !== undefined && { content }) }));
  return {
    decision,
    decidedAt: now,
    configVersion: snapshot.configVersion,
    modelVersion: snapshot.modelVersion,
    seed,
    request: { ...request.context, mode: audience.mode, placements },
    results,
    tookUs,
    viewer: viewer && { viewer: viewer.viewer, purposes: viewer.purposes, segments: viewer.segments },
    slots,
  };
}
