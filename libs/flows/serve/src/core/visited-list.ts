import { listOf, type NoFillReason } from '@flywheel/auction';
import { packReason, type VisitedAds } from '@flywheel/auction/record';

/** The most ads of one placement whose reasons are kept; the stopping proof speaks for the rest. */
export const mostVisited = 256;

/** How far down the pipeline each reason lies: of an empty slot the furthest is told. */
const order: readonly NoFillReason[] = [
  540, 546, 543, 520, 521, 522, 523, 582, 201, 202, 204, 623, 622, 620, 1, 585, 100, 604, 603, 567, 563, 562, 561, 560, 564, 565, 583, 584,
  581, 580, 102,
];
const depth = new Uint8Array(1024);
for (const [at, code] of order.entries()) depth[code] = at + 1;
const packed = new Uint16Array(1024);
for (const code of order) packed[code] = packReason(listOf(code), code);

/** The ads a walk has looked at, in its order, and the furthest reason among them. Used again for every decision. */
export class VisitedList implements VisitedAds {
  count = 0;
  /** How many there were, those not kept among them. */
  seen = 0;
  furthest: NoFillReason = 540;
  readonly ad: Uint32Array;
  readonly code: Uint16Array;
  readonly ppb: Uint32Array;

  /** `capacity`: how many are kept; a replay keeps every match. */
  constructor(capacity: number = mostVisited) {
    this.ad = new Uint32Array(capacity);
    this.code = new Uint16Array(capacity);
    this.ppb = new Uint32Array(capacity);
  }

  begin(): void {
    this.count = 0;
    this.seen = 0;
    this.furthest = 540;
  }

  /** Notes an ad; its place, or −1 beyond those that are kept. Its reason may follow by `settle`. */
  add(ad: number, ppb: number): number {
    this.seen += 1;
    const at = this.count;
    if (at === this.ad.length) return -1;
    this.ad[at] = ad;
    this.code[at] = 0;
    this.ppb[at] = ppb;
    this.count = at + 1;
    return at;
  }

  settle(at: number, code: NoFillReason): void {
    if ((depth[code] as number) > (depth[this.furthest] as number)) this.furthest = code;
    if (at >= 0) this.code[at] = packedReason(code);
  }
}

/** The reason that lies furthest down the pipeline. */
export function furthestOf(codes: readonly NoFillReason[]): NoFillReason {
  return codes.reduce((furthest, code) => ((depth[code] as number) > (depth[furthest] as number) ? code : furthest), 540);
}

/** List and code of a reason of ours in 16 bits. */
export function packedReason(code: NoFillReason): number {
  const known = packed[code] as number;
  return known === 0 && code !== 0 ? packReason(listOf(code), code) : known;
}
