import {
  readCampaignNames,
  readChargeTotals,
  readCreatorParts,
  readGenerations,
  readTracedSlices,
  type TracedSlice,
} from '@flywheel/analytics/traces';
import type { Database } from '@flywheel/database';
import type { Principal } from '@flywheel/http/roles';
import type { BatchTrace, TracedSliceView, TraceScope, TraceView } from '@flywheel/http/traces';
import type { Micros } from '@flywheel/primitives';
import { explainPart, firstShareRule, shareFormula, shareRule } from '@flywheel/revenue';
import type { Tx } from '@flywheel/runtime';
import { batchNameText } from '@flywheel/http/batch-name';
import { stateOf } from './batch-views.ts';
import { openBatch, type OpenedBatch } from './open-batch.ts';
import { explainedView, shareSteps, type CreatorPart } from './share-steps.ts';
import type { TraceRefusal } from './trace-cell.ts';

const mostSlices = 200;

export type BatchOutcome = { readonly outcome: 'traced'; readonly trace: BatchTrace } | TraceRefusal;

/** One batch: its entry, what its charges hash to now, its slices, and how creators' micros came about. */
export class TraceBatch {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  async run(request: { batch: string; scope: TraceScope; principal: Principal }): Promise<BatchOutcome> {
    return this.database.inSnapshot(async (tx) => {
      const opened = await openBatch(tx, request);
      if ('outcome' in opened) return opened;
      const trace = await traceOf(tx, opened);
      return trace ? { outcome: 'traced', trace } : { outcome: 'hidden' };
    });
  }
}

/** Undefined where a creator has nothing in it: then it is not there for him. */
async function traceOf(tx: Tx, opened: OpenedBatch): Promise<BatchTrace | undefined> {
  const { name, view, stored, creator } = opened;
  const rule = opened.ruleVersion === undefined ? firstShareRule : shareRule(opened.ruleVersion);
  const parts = view === 'advertiser' ? new Map<string, CreatorPart & { rows: number }>() : await readCreatorParts(tx, name);
  const own = creator === undefined ? undefined : stored ? parts.get(creator) : await openPart(tx, opened, rule.shareBps);
  if (creator !== undefined && !own) return undefined;
  const slices = await readTracedSlices(tx, name, { creator, limit: mostSlices + 1 });
  const names = view === 'creator' ? undefined : (await readCampaignNames(tx, [name.campaign])).get(name.campaign);
  const generations = await readGenerations(tx, name);
  return {
    view,
    batch: batchNameText(name),
    minute: new Date(name.bucket).toISOString(),
    state: stored ? stateOf(stored) : 'unsealed',
    gen: name.gen,
    generations: generations.map((gen) => batchNameText({ ...name, gen })),
    ...(names && { campaign: name.campaign, campaignName: names.campaign }),
    ...(names && view === 'finance' && { advertiser: names.advertiser }),
    currency: opened.currency,
    rows: own?.rows ?? stored?.rows ?? opened.open?.rows ?? 0,
    values: valuesOf(opened, own),
    entry: stored?.entry ?? null,
    reversedBy: stored?.reversedBy ?? null,
    proof: proofOf(opened),
    rule: view === 'advertiser' ? null : { version: rule.version, shareBps: rule.shareBps, formula: shareFormula(rule) },
    steps:
      stored && view !== 'advertiser' ? shareSteps(parts, { rule, shown: shownOf(opened, slices), withTotals: view === 'finance' }) : [],
    slices: slices.slice(0, mostSlices).map((slice) => sliceView(slice, view, parts)),
    moreSlices: slices.length > mostSlices,
  };
}

/** What a creator has in a minute that is not sealed yet: his share is an estimate, and what was charged is not told. */
async function openPart(tx: Tx, { name, creator }: OpenedBatch, shareBps: number): Promise<(CreatorPart & { rows: number }) | undefined> {
  const { rows, priceMicros } = await readChargeTotals(tx, name, { creator });
  return rows === 0 ? undefined : { rows, amountMicros: priceMicros, shareMicros: (priceMicros * BigInt(shareBps)) / 10_000n };
}

function valuesOf({ view, stored, open }: OpenedBatch, own: CreatorPart | undefined): Record<string, string> {
  const suffix = stored ? '' : '_estimated';
  if (view === 'creator') return own ? { [`earnings${suffix}`]: own.shareMicros.toString() } : {};
  const amount = stored?.amountMicros ?? open?.amountMicros ?? 0n;
  if (view === 'advertiser') return { [`spend${suffix}`]: amount.toString() };
  if (!stored) return { billings_estimated: amount.toString() };
  const share = stored.shareMicros;
  return { billings: amount.toString(), creator_share: share.toString(), net_revenue: (amount - share).toString() };
}

function proofOf({ stored, name, view }: OpenedBatch): BatchTrace['proof'] {
  if (!stored?.found) return null;
  const { found, sha256, rows } = stored;
  const holds = found.sha256 === sha256;
  return {
    verdict: holds ? 'holds' : 'differs',
    sealedSha256: sha256,
    foundSha256: found.sha256,
    ...(view !== 'creator' && { sealedRows: rows, foundRows: found.rows }),
    words: holds
      ? 'Every billing field of every charge is what was sealed.'
      : `The hash differs: the charges of batch ${batchNameText(name)} are not those that were sealed.`,
  };
}

function shownOf({ creator }: OpenedBatch, slices: readonly TracedSlice[]): { creator: string; name: string }[] {
  if (creator !== undefined) return [{ creator, name: 'You' }];
  const names = new Map(slices.flatMap((slice) => (slice.creator ? [[slice.creator, slice.creatorName ?? slice.creator] as const] : [])));
  return [...names].map(([id, name]) => ({ creator: id, name }));
}

function sliceView(slice: TracedSlice, view: TraceView, parts: ReadonlyMap<string, CreatorPart>): TracedSliceView {
  const { placement, rows } = slice;
  const share = view === 'advertiser' ? {} : { explained: explainedOf(slice, parts) };
  const content = { content: slice.content, ...(slice.contentTitle !== null && { contentTitle: slice.contentTitle }) };
  if (view === 'creator') return { ...content, placement, rows, values: { earnings: slice.shareMicros.toString() }, ...share };
  const creative = { creative: slice.creative, ...(slice.headline !== null && { headline: slice.headline }) };
  if (view === 'advertiser') return { placement, ...creative, rows, values: { spend: slice.amountMicros.toString() } };
  const [billings, creatorShare] = [slice.amountMicros, slice.shareMicros];
  return {
    creator: slice.creator,
    ...(slice.creatorName !== null && { creatorName: slice.creatorName }),
    ...content,
    placement,
    ...creative,
    country: slice.country,
    rows,
    values: { billings: billings.toString(), creator_share: creatorShare.toString(), net_revenue: (billings - creatorShare).toString() },
    ...share,
  };
}

/** How a slice came to its share: his creator's part by what each of his slices brought. */
function explainedOf(slice: TracedSlice, parts: ReadonlyMap<string, CreatorPart>): TracedSliceView['explained'] {
  const part = slice.creator === null ? undefined : parts.get(slice.creator);
  if (!part) return null;
  const explained = explainPart({
    total: part.shareMicros as Micros,
    weight: slice.amountMicros,
    weightSum: part.amountMicros,
    part: slice.shareMicros as Micros,
  });
  return explained ? explainedView(explained) : null;
}
