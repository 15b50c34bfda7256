import type { ConfiguredStatus, Daypart, DaypartZone, ReviewState } from '@flywheel/campaigns';
import type { FrequencyCap } from '@flywheel/pacing';
import { assert, fromRowId, micros, type Id, type Instant, type Micros } from '@flywheel/primitives';
import type { BillingEvent } from '../decisions/decision-slot.ts';
import type { ServingAdRow } from './serving-ad-row.ts';
import { servingLineFields, type ServingLineField } from './serving-line-fields.ts';

const names = Object.keys(servingLineFields) as ServingLineField[];
const place = Object.fromEntries(names.map((name, at) => [name, at])) as Record<ServingLineField, number>;
// PostgreSQL counts from 2000 on, in microseconds.
const postgresEpochMs = 946_684_800_000;
const none: never[] = [];

/**
 * An ad of the snapshot as the bytes that came from the database (a tuple of COPY … BINARY), each field read when it is asked for: of a
 * million ads, nearly all are never asked for theirs. One line can be opened on one tuple after the other.
 */
export class ServingAdLine implements ServingAdRow {
  bytes: Buffer = Buffer.alloc(0);
  private readonly starts = new Int32Array(names.length);
  private readonly lengths = new Int32Array(names.length);

  open(bytes: Buffer): this {
    assert(bytes.readInt16BE(0) === names.length, 'a line holds the fields it is read by');
    this.bytes = bytes;
    let at = 2;
    for (let field = 0; field < names.length; field += 1) {
      const length = bytes.readInt32BE(at);
      at += 4;
      this.starts[field] = at;
      this.lengths[field] = length;
      if (length > 0) at += length;
    }
    return this;
  }

  /** The bytes of ad, ad set, campaign, account and creative, one after the other. */
  copyIds(into: Uint8Array, at: number): void {
    for (let id = 0; id < 5; id += 1) {
      const from = this.starts[place.ad + id] as number;
      for (let byte = 0; byte < 16; byte += 1) into[at + id * 16 + byte] = this.bytes[from + byte] as number;
    }
  }

  /** What its expression is written with. */
  targetingBytes(): Uint8Array {
    const from = this.starts[place.targeting] as number;
    return this.bytes.subarray(from, from + (this.lengths[place.targeting] as number));
  }

  get adNo(): number {
    return this.whole('adNo');
  }
  get ad(): Id<'ad'> {
    return this.id('ad', 'ad');
  }
  get adCaps(): FrequencyCap[] {
    return this.list('adCaps');
  }
  get adGapSeconds(): number {
    return this.whole('adGapSeconds');
  }
  get category(): string | undefined {
    return this.optional('category');
  }
  get adSet(): Id<'set'> {
    return this.id('set', 'adSet');
  }
  get billingEvent(): BillingEvent {
    return this.text('billingEvent') as BillingEvent;
  }
  get strategy(): ServingAdRow['strategy'] {
    return this.text('strategy') as ServingAdRow['strategy'];
  }
  get bidMicros(): Micros {
    return this.amount('bidMicros') ?? micros(0);
  }
  get targeting(): string {
    return this.text('targeting');
  }
  get placements(): string[] {
    return this.list('placements');
  }
  get adSetCaps(): FrequencyCap[] {
    return this.list('adSetCaps');
  }
  get adSetGapSeconds(): number {
    return this.whole('adSetGapSeconds');
  }
  get dayparts(): Daypart[] {
    return this.list('dayparts');
  }
  get daypartZone(): DaypartZone {
    return this.text('daypartZone') as DaypartZone;
  }
  get safetyTier(): ServingAdRow['safetyTier'] {
    return this.text('safetyTier') as ServingAdRow['safetyTier'];
  }
  get audienceObstacle(): 0 | 543 | 546 {
    return this.whole('audienceObstacle') as 0 | 543 | 546;
  }
  get dailyBudgetMicros(): Micros | undefined {
    return this.amount('dailyBudgetMicros');
  }
  get lifetimeBudgetMicros(): Micros | undefined {
    return this.amount('lifetimeBudgetMicros');
  }
  get budgetMinMicros(): Micros | undefined {
    return this.amount('budgetMinMicros');
  }
  get budgetMaxMicros(): Micros | undefined {
    return this.amount('budgetMaxMicros');
  }
  get campaign(): Id<'cmp'> {
    return this.id('cmp', 'campaign');
  }
  get campaignVersion(): number {
    return this.whole('campaignVersion');
  }
  get campaignCaps(): FrequencyCap[] {
    return this.list('campaignCaps');
  }
  get campaignGapSeconds(): number {
    return this.whole('campaignGapSeconds');
  }
  get configuredStatus(): ConfiguredStatus {
    return this.text('configuredStatus') as ConfiguredStatus;
  }
  get startsAt(): Instant {
    return this.instant('startsAt') ?? -Infinity;
  }
  get endsAt(): Instant | undefined {
    return this.instant('endsAt');
  }
  get fundedMicros(): Micros {
    return this.amount('fundedMicros') ?? micros(0);
  }
  get account(): Id<'acc'> {
    return this.id('acc', 'account');
  }
  get accountName(): string {
    return this.text('accountName');
  }
  get accountCaps(): FrequencyCap[] {
    return this.list('accountCaps');
  }
  get accountGapSeconds(): number {
    return this.whole('accountGapSeconds');
  }
  get domain(): string {
    return this.text('domain');
  }
  get competitors(): string[] {
    return this.list('competitors');
  }
  get blockedNodes(): string[] {
    return this.list('blockedNodes');
  }
  get blockedCreators(): string[] {
    return this.list('blockedCreators');
  }
  get accountActive(): boolean {
    return this.bytes[this.starts[place.accountActive] as number] === 1;
  }
  get currency(): string {
    return this.text('currency');
  }
  get timeZone(): string {
    return this.text('timeZone');
  }
  get creative(): ServingAdRow['creative'] {
    return {
      creative: this.id('crv', 'creative'),
      format: this.format,
      headline: this.text('headline'),
      body: this.text('body'),
      imageUrl: this.optional('imageUrl'),
      videoUrl: this.optional('videoUrl'),
      durationMs: this.has('durationMs') ? this.whole('durationMs') : undefined,
      callToAction: this.text('callToAction'),
    };
  }
  get format(): ServingAdRow['creative']['format'] {
    return this.text('format') as ServingAdRow['creative']['format'];
  }
  get reviewState(): ReviewState {
    return this.text('reviewState') as ReviewState;
  }

  private has(field: ServingLineField): boolean {
    return (this.lengths[place[field]] as number) >= 0;
  }

  private text(field: ServingLineField): string {
    const from = this.starts[place[field]] as number;
    return this.bytes.toString('utf8', from, from + (this.lengths[place[field]] as number));
  }

  private optional(field: ServingLineField): string | undefined {
    return this.has(field) ? this.text(field) : undefined;
  }

  private list<T>(field: ServingLineField): T[] {
    return this.has(field) ? (JSON.parse(this.text(field)) as T[]) : none;
  }

  private whole(field: ServingLineField): number {
    return this.bytes.readInt32BE(this.starts[place[field]] as number);
  }

  private amount(field: ServingLineField): Micros | undefined {
    return this.has(field) ? micros(this.bytes.readBigInt64BE(this.starts[place[field]] as number)) : undefined;
  }

  /** Whole milliseconds, rounded down. */
  private instant(field: ServingLineField): Instant | undefined {
    if (!this.has(field)) return undefined;
    const us = this.bytes.readBigInt64BE(this.starts[place[field]] as number);
    return Math.floor(Number(us) / 1000) + postgresEpochMs;
  }

  private id<K extends 'ad' | 'set' | 'cmp' | 'acc' | 'crv'>(kind: K, field: ServingLineField): Id<K> {
    const from = this.starts[place[field]] as number;
    return fromRowId(kind, this.bytes.toString('hex', from, from + 16));
  }
}
