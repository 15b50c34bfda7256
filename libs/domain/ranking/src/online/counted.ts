import { learntEvents } from '../events.ts';
import type { EventCounts, ModelCounts } from '../fit-model.ts';
import type { Outcome } from './outcome.ts';

/** Counts of one ad in one placement on one device over a span that is past. */
export type CountedLine = { adNo: number; placement: string; device: string | null; impressions: bigint; hides: bigint } & Record<
  (typeof learntEvents)[number],
  bigint
>;

/** What was counted so far, by ad, placement and device: the smoothed rates are fitted from it. */
export class Counted implements ModelCounts {
  all = empty();
  readonly ads = new Map<number, EventCounts>();
  readonly placements = new Map<string, EventCounts>();
  readonly devices = new Map<string, EventCounts>();

  addLine(line: CountedLine): void {
    const counts = { impressions: line.impressions, events: learntEvents.map((event) => line[event]), hides: line.hides };
    this.add(line.adNo, line.placement, line.device ?? undefined, counts);
  }

  addOutcome({ kind, ad, placement, device }: Outcome): void {
    const is = (other: Outcome['kind']): bigint => (kind === other ? 1n : 0n);
    const counts = { impressions: is('impression'), events: learntEvents.map(is), hides: is('hide') };
    this.add(ad, placement, device, counts);
  }

  /** The same counts with those of a few ads only. */
  of(ads: Iterable<number>): ModelCounts {
    const own = new Map<number, EventCounts>();
    for (const ad of ads) own.set(ad, this.ads.get(ad) ?? empty());
    return { all: this.all, ads: own, placements: this.placements, devices: this.devices };
  }

  private add(ad: number, placement: string, device: string | undefined, counts: EventCounts): void {
    this.all = sumOf(this.all, counts);
    this.ads.set(ad, sumOf(this.ads.get(ad), counts));
    this.placements.set(placement, sumOf(this.placements.get(placement), counts));
    if (device !== undefined) this.devices.set(device, sumOf(this.devices.get(device), counts));
  }
}

function empty(): EventCounts {
  return { impressions: 0n, events: learntEvents.map(() => 0n), hides: 0n };
}

function sumOf(a: EventCounts | undefined, b: EventCounts): EventCounts {
  if (!a) return b;
  const events = a.events.map((count, at) => count + (b.events[at] ?? 0n));
  return { impressions: a.impressions + b.impressions, events, hides: a.hides + b.hides };
}
