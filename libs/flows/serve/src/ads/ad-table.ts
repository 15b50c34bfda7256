import { ServingAdLine, type ServingAdRow } from '@flywheel/database/serving';
import { holderOf } from '@flywheel/pacing';
import { assert, fromRowId, toRowId, type Id } from '@flywheel/primitives';
import { learntNumber } from '@flywheel/ranking';
import { isCapped, readCard, writeCard, type AdCard } from './ad-card.ts';
import { columnsOf, grownColumns, hotLine, type AdColumns } from './ad-columns.ts';
import { DaypartBook, type Hours } from './daypart-book.ts';
import { IdChains, lineBytes } from './id-chains.ts';
import { codeAfterDates, codeBeforeDates } from './static-code.ts';
import { targetingHash } from './targeting-hash.ts';
import { TextSlab } from './text-slab.ts';

/** A table on its way to another thread: everything that `AdTable.from` needs. */
export type AdTableParcel = {
  columns: AdColumns;
  chains: Array<{ heads: Int32Array; next: Int32Array }>;
  chunks: Uint8Array[];
  used: number;
  hours: readonly Hours[];
  size: number;
};

/** Creative formats by number. */
export const formats = ['native_post', 'image', 'video'] as const;

const mostCards = 20_000;
const whole = 1_000_000;
const ownBudget = 8;

/**
 * Every ad of a snapshot by its number, as columns of numbers: about 170 bytes an ad and its texts, nothing on the heap. `put` and `remove`
 * are the one door for loading, following and replaying.
 */
export class AdTable {
  columns: AdColumns;
  readonly hours: DaypartBook;
  /** How many ads there are. */
  size: number;
  private readonly cards: TextSlab;
  private readonly made = new Map<number, AdCard>();
  private readonly sets: IdChains;
  private readonly campaigns: IdChains;
  private readonly accounts: IdChains;

  constructor(parcel?: AdTableParcel) {
    this.columns = parcel?.columns ?? columnsOf(1024);
    this.size = parcel?.size ?? 0;
    this.cards = new TextSlab(parcel?.chunks, parcel?.used);
    this.hours = new DaypartBook(parcel?.hours);
    this.sets = new IdChains(16, parcel?.chains[0]);
    this.campaigns = new IdChains(32, parcel?.chains[1]);
    this.accounts = new IdChains(48, parcel?.chains[2]);
  }

  parcel(): AdTableParcel {
    const chains = [this.sets.held, this.campaigns.held, this.accounts.held];
    return {
      columns: this.columns,
      chains,
      chunks: this.cards.chunks,
      used: this.cards.usedInLast,
      hours: this.hours.plans,
      size: this.size,
    };
  }

  has(ad: number): boolean {
    return this.columns.has[ad] === 1;
  }

  /** A hash of what an ad asks for; undefined where it is not there. */
  targetingOf(ad: number): number | undefined {
    return this.has(ad) ? this.columns.targeting[ad] : undefined;
  }

  /** Writes an ad as its row says, in place of what was there. Its logit and its pacing stay as they were. */
  put(row: ServingAdRow): void {
    const { adNo: ad } = row;
    this.room(ad);
    const known = this.has(ad);
    if (known) this.unlink(ad);
    const { columns } = this;
    this.writeIds(row);
    columns.has[ad] = 1;
    columns.before[ad] = codeBeforeDates(row);
    columns.after[ad] = codeAfterDates(row);
    columns.startsAt[ad] = row.startsAt;
    columns.endsAt[ad] = row.endsAt ?? Infinity;
    columns.hours[ad] = this.hours.number({ dayparts: row.dayparts, zone: row.daypartZone, timeZone: row.timeZone });
    columns.format[ad] = formats.indexOf(row instanceof ServingAdLine ? row.format : row.creative.format);
    columns.event[ad] = learntNumber(row.billingEvent);
    columns.offered[ad] = Number(row.bidMicros);
    columns.safety[ad] = row.safetyTier === 'open' ? 0 : row.safetyTier === 'standard' ? 1 : 2;
    const capped = isCapped(row) ? 1 : 0;
    const blocks = row.blockedNodes.length + row.blockedCreators.length > 0 ? 2 : 0;
    const holder = holderOf(row) === row.adSet ? ownBudget : 0;
    columns.flags[ad] = capped + blocks + (row.strategy === 'manual' ? 4 : 0) + holder;
    if (!known) {
      columns.share[ad] = whole;
      columns.logit[ad] = 0;
      this.size += 1;
    }
    columns.targeting[ad] = targetingHash(row);
    const place = row instanceof ServingAdLine ? this.cards.putBytes(row.bytes) : this.cards.put(writeCard(row));
    columns.cardAt[ad] = place.at;
    columns.cardBytes[ad] = place.bytes;
    this.made.delete(ad);
    columns.seat[ad] = this.seatOf(ad);
    for (const chain of [this.sets, this.campaigns, this.accounts]) chain.add(ad, columns.ids);
    this.setShare(ad, columns.share[ad] as number);
  }

  /** Its audience may not be asked for: too few people (543) or sensitive (546). What the ad set's row says comes first. */
  setObstacle(ad: number, code: 543 | 546): void {
    const before = this.columns.before[ad];
    if (before !== 543 && before !== 546) this.columns.before[ad] = code;
    this.heat(ad);
  }

  remove(ad: number): void {
    if (!this.has(ad)) return;
    this.unlink(ad);
    this.columns.has[ad] = 0;
    this.heat(ad);
    this.made.delete(ad);
    this.size -= 1;
  }

  /** Writes what a look at the ad reads: after anything of it has changed. */
  heat(ad: number): void {
    const { columns } = this;
    const { hot } = columns;
    const line = ad * hotLine.width;
    hot[line + hotLine.startsAt] = columns.startsAt[ad] as number;
    hot[line + hotLine.endsAt] = columns.endsAt[ad] as number;
    hot[line + hotLine.bid] = columns.bid[ad] as number;
    hot[line + hotLine.logit] = columns.logit[ad] as number;
    hot[line + hotLine.sigma] = columns.sigma[ad] as number;
    hot[line + hotLine.event] = columns.event[ad] as number;
    hot[line + hotLine.format] = columns.format[ad] as number;
    const free = columns.before[ad] === 0 && columns.after[ad] === 0 && columns.hours[ad] === 0 && columns.has[ad] === 1;
    const blocking = ((columns.flags[ad] as number) & 2) !== 0;
    hot[line + hotLine.asks] = free && !blocking ? 0 : 1;
  }

  /** What is left of an ad's bid after pacing; per 1,000 it stays in whole thousands. A fixed price is never shaded. */
  setShare(ad: number, sharePpm: number): void {
    const { columns } = this;
    const manual = ((columns.flags[ad] as number) & 4) !== 0;
    const share = manual ? whole : sharePpm;
    const offered = columns.offered[ad] as number;
    const paced = share >= whole ? offered : pacedNumber(offered, share);
    columns.share[ad] = share;
    columns.bid[ad] = (columns.event[ad] as number) <= 0 ? paced - (paced % 1000) : paced;
    this.heat(ad);
  }

  adSetOf(ad: number): Id<'set'> {
    return fromRowId('set', this.idAt(ad, 16));
  }

  /** Whose money it spends: the ad set with a budget of its own, else the campaign. */
  holderOf(ad: number): Id<'set'> | Id<'cmp'> {
    return ((this.columns.flags[ad] as number) & ownBudget) === 0 ? fromRowId('cmp', this.idAt(ad, 32)) : this.adSetOf(ad);
  }

  card(ad: number): AdCard {
    const known = this.made.get(ad);
    if (known) return known;
    assert(this.has(ad), `ad ${ad} is in the table`);
    const card = readCard(this.kept(ad));
    // The oldest made goes: winners repeat, so those that matter are soon back.
    if (this.made.size >= mostCards) this.made.delete(this.made.keys().next().value as number);
    this.made.set(ad, card);
    return card;
  }

  /** What the card of an ad is made of. */
  kept(ad: number): Uint8Array {
    return this.cards.bytesAt(this.columns.cardAt[ad] as number, this.columns.cardBytes[ad] as number);
  }

  /** Calls `found` with every ad of an ad set or campaign. */
  eachOf(holder: string, found: (ad: number) => void): void {
    const chain = holder.startsWith('set_') ? this.sets : this.campaigns;
    chain.each(Buffer.from(holder.slice(-32), 'hex'), this.columns.ids, (ad) => void found(ad));
  }

  /** Calls `found` with every ad there is, in the order of their numbers. */
  each(found: (ad: number) => void): void {
    const { has } = this.columns;
    for (let ad = 0; ad < has.length; ad += 1) if (has[ad] === 1) found(ad);
  }

  private idAt(ad: number, offset: number): string {
    const { ids } = this.columns;
    return Buffer.from(ids.buffer, ids.byteOffset + ad * lineBytes + offset, 16).toString('hex');
  }

  private unlink(ad: number): void {
    for (const chain of [this.sets, this.campaigns, this.accounts]) chain.remove(ad, this.columns.ids);
  }

  /** One number an advertiser: that of the first ad of his that came in. */
  private seatOf(ad: number): number {
    const { ids, seat } = this.columns;
    let own = ad;
    this.accounts.each(ids.subarray(ad * lineBytes + 48, ad * lineBytes + 64), ids, (other) => {
      own = seat[other] as number;
      return true;
    });
    return own;
  }

  private writeIds(row: ServingAdRow): void {
    const { ids } = this.columns;
    const lines = Buffer.from(ids.buffer, ids.byteOffset, ids.byteLength);
    const at = row.adNo * lineBytes;
    if (row instanceof ServingAdLine) return row.copyIds(ids, at);
    lines.write(toRowId(row.ad), at, 16, 'hex');
    lines.write(toRowId(row.adSet), at + 16, 16, 'hex');
    lines.write(toRowId(row.campaign), at + 32, 16, 'hex');
    lines.write(toRowId(row.account), at + 48, 16, 'hex');
    lines.write(toRowId(row.creative.creative), at + 64, 16, 'hex');
  }

  private room(ad: number): void {
    if (ad >= this.columns.has.length) this.makeRoom(Math.max(1024, Math.ceil((ad + 1) * 1.25)));
  }

  /** Makes room for ads below `capacity` at once: one that grows on its way is copied again and again. */
  makeRoom(capacity: number): void {
    if (capacity <= this.columns.has.length) return;
    this.columns = grownColumns(this.columns, capacity);
    for (const chain of [this.sets, this.campaigns, this.accounts]) chain.grow(capacity, this.columns.ids, this.columns.has);
  }
}

/** ⌊offered · share / 10⁶⌋, exact also where the product leaves the safe integers. */
function pacedNumber(offered: number, sharePpm: number): number {
  const product = offered * sharePpm;
  return product <= Number.MAX_SAFE_INTEGER ? Math.floor(product / whole) : Number((BigInt(offered) * BigInt(sharePpm)) / 1_000_000n);
}
