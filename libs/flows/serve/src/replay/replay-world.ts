import type { Placement } from '@flywheel/database/placements';
import type { SegmentRow, ServingAdRow } from '@flywheel/database/serving';
import { assert, fromRowId, toRowId, type Id } from '@flywheel/primitives';
import { untoldModel, type Model } from '@flywheel/ranking';
import { AdTable } from '../ads/ad-table.ts';
import { indexedLogits, putAd, putLogit, type IndexedLogits } from '../ads/put-ad.ts';
import { shadeAd } from '../apply-pacing.ts';
import type { CandidateEntry } from '../core/candidates.ts';

/** Which versions a decision was made from. */
export type WorldVersions = { config: bigint; model: bigint; pacing: bigint };

/** What pacing lets through of one holder. */
export type Paced = { sharePpm: number; throttlePpm: number };

const whole = 1_000_000;

/**
 * Everything configured, learnt and paced at one set of versions, in the live path's own table. It can be moved on: ads are put and
 * removed, a model or paces laid over it.
 */
export class ReplayWorld {
  readonly table = new AdTable();
  readonly rows = new Map<number, ServingAdRow>();
  /** What an index would hold, by ad number. */
  readonly entries = new Map<number, CandidateEntry>();
  readonly paces = new Map<string, Paced>();
  model: Model = untoldModel();
  placements: ReadonlyMap<string, Placement> = new Map();
  private segments: ReadonlyMap<string, SegmentRow> = new Map();
  indexed: IndexedLogits = indexedLogits(this.model);

  put(row: ServingAdRow): void {
    const { table, indexed, segments, model } = this;
    this.rows.set(row.adNo, row);
    this.entries.set(row.adNo, putAd(row, { table, indexed, segments, model }));
    this.pace(row.adNo);
  }

  remove(ad: number): void {
    this.table.remove(ad);
    this.rows.delete(ad);
    this.entries.delete(ad);
  }

  setPlacements(placements: readonly Placement[]): void {
    this.placements = new Map(placements.map((each) => [each.placement, each]));
    assert(this.placements.has('*'), 'the rules of every placement (*) are never deleted');
  }

  /** Segments stand behind the audience of every ad: all are put again. */
  setSegments(segments: ReadonlyMap<string, SegmentRow>): void {
    this.segments = segments;
    for (const row of this.rows.values()) this.put(row);
  }

  setModel(model: Model): void {
    this.model = model;
    this.indexed = indexedLogits(model);
    for (const ad of this.rows.keys()) putLogit(ad, model.ads.get(ad), this);
  }

  /** Paces by the digits of a campaign's or ad set's id; `anew`: what is not named is not paced. */
  setPaces(steps: ReadonlyArray<Paced & { holder: string }>, { anew }: { anew: boolean }): void {
    if (anew) this.paces.clear();
    for (const { holder, sharePpm, throttlePpm } of steps) this.paces.set(holder, { sharePpm, throttlePpm });
    if (anew) for (const ad of this.rows.keys()) this.pace(ad);
    else for (const { holder } of steps) this.paceHolder(holder);
  }

  /** The least of what its ad set and its campaign are paced to. */
  private pace(ad: number): void {
    const shareOf = (id: string): number => this.paces.get(toRowId(id as Id<'cmp'> | Id<'set'>))?.sharePpm ?? whole;
    shadeAd(this.table, ad, { sharePpm: (holder, adSet) => Math.min(shareOf(holder), shareOf(adSet)) });
  }

  private paceHolder(holder: string): void {
    const found = (ad: number): void => this.pace(ad);
    this.table.eachOf(fromRowId('set', holder), found);
    this.table.eachOf(fromRowId('cmp', holder), found);
  }
}
