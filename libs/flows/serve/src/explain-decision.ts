import { noFillReasons, type NoFillReason } from '@flywheel/auction';
import type { Database } from '@flywheel/database';
import {
  readDecision,
  readExplainedAds,
  type ExplainedAdRow,
  type PlacementRecord,
  type StoredDecision,
  type VisitedAd,
} from '@flywheel/database/decisions';
import type { ExplainedAd, ExplainedDecision, ExplainedPlacement } from '@flywheel/http/decisions';
import { formatMicros, micros, type Id } from '@flywheel/primitives';

/** The operator's form of one decision, from its stored record: every matched ad with its reason in words, and the price. */
export class ExplainDecision {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  /** Undefined when the decision was never recorded or is gone. */
  async run({ decision }: { decision: Id<'dec'> }): Promise<ExplainedDecision | undefined> {
    const stored = await readDecision(this.database.read, decision);
    if (!stored) return undefined;
    const ads = stored.results.flatMap((result) => result.visited.map(([ad]) => ad));
    const rows = new Map((await readExplainedAds(this.database.read, ads, stored.decidedAt)).map((row) => [row.ad, row]));
    const { mode, ...context } = stored.request;
    return {
      decision,
      decidedAt: new Date(stored.decidedAt).toISOString(),
      configVersion: String(stored.configVersion),
      modelVersion: stored.modelVersion,
      privacyMode: mode === 'full' ? 'full' : 'contextual',
      privacyWords: privacyWords(stored),
      context,
      segments: (stored.viewer?.segments ?? []).map(({ segment, name }) => ({ segment, name })),
      placements: stored.results.map((result) => explainPlacement(result, rows)),
      tookUs: stored.tookUs ?? null,
    };
  }
}

function privacyWords({ request, viewer }: StoredDecision): string {
  if (request['mode'] !== 'full') return 'The viewer is unknown or did not agree to ads by interest: only the context was used.';
  return viewer ? 'The viewer agreed to ads by interest: segments were used.' : 'The viewer’s part of this record was erased.';
}

function explainPlacement(result: PlacementRecord, rows: ReadonlyMap<string, ExplainedAdRow>): ExplainedPlacement {
  const ads = result.visited.flatMap((visited) => explainAd(visited, rows.get(visited[0])) ?? []);
  return {
    placement: result.placement,
    outcome: result.outcome,
    rule: result.rule === 'first' ? 'first price' : 'second price',
    floorMicros: result.floorMicros,
    winner: result.winner ?? null,
    impression: result.imp ?? null,
    priceMicros: result.priceMicros ?? null,
    priceWords: priceWords(result, rows),
    ads: ads.sort((a, b) => byScore(a, b)),
  };
}

function explainAd([ad, code, score, bid, ppb]: VisitedAd, row: ExplainedAdRow | undefined): ExplainedAd | undefined {
  if (!row) return undefined;
  const { name, campaign, campaignName, advertiser, billingEvent } = row;
  const words = noFillReasons[code as NoFillReason];
  return { ad, name, campaign, campaignName, advertiser, code, words, billingEvent, bidMicros: bid, chancePpb: ppb, score };
}

function priceWords(result: PlacementRecord, rows: ReadonlyMap<string, ExplainedAdRow>): string {
  if (result.outcome === 'empty' || result.priceMicros === undefined)
    return `No ad: ${noFillReasons[result.code as NoFillReason] ?? 'unknown'}.`;
  const event = (result.winner && rows.get(result.winner)?.billingEvent) ?? 'impression';
  const price = formatMicros(micros(BigInt(result.priceMicros)));
  const rivals = result.visited.filter(([, code]) => code === 102 || code === 600 || code === 601).length;
  if (result.rule === 'first') return `Pays its own bid: ${price} for one ${event}.`;
  const because =
    rivals === 0
      ? 'nobody else reached the floor, so it pays the floor'
      : `what it needed to stay ahead of ${rivals === 1 ? 'the other bid' : `${rivals} other bids`}`;
  return `Pays ${price} for one ${event}: ${because}.`;
}

/** Those with a score first, the highest on top; then those that never came to bid. */
function byScore(a: ExplainedAd, b: ExplainedAd): number {
  if (a.score === null || b.score === null) return a.score === b.score ? a.code - b.code : a.score === null ? 1 : -1;
  return BigInt(a.score) === BigInt(b.score) ? a.code - b.code : BigInt(a.score) > BigInt(b.score) ? -1 : 1;
}
