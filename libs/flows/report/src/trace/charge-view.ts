import type { TracedCharge } from '@flywheel/analytics/traces';
import type { TracedChargeView, TraceView } from '@flywheel/http/traces';
import { beaconReasons } from '@flywheel/measurement';

/**
 * A charge as the eyes allow. An advertiser sees its price and his ad, not on whose content it stood nor what that brought; a creator his
 * content and share, neither price nor ad; finance both and the country. Who saw it is in no column: charges never held the viewer.
 */
export function chargeView(charge: TracedCharge, view: TraceView): TracedChargeView {
  const { reason } = charge;
  const shared = {
    impression: charge.imp,
    kind: charge.kind,
    part: charge.kind === 'video' ? charge.ref : null,
    at: new Date(charge.acceptedAt).toISOString(),
    billed: reason === 0,
    reason,
    reasonWords: reasonWords(reason),
    placement: charge.placement,
  };
  const ad = { ad: charge.adName ?? charge.ad, creative: charge.headline ?? charge.creative };
  const price = { priceMicros: charge.priceMicros.toString(), quotedMicros: charge.quotedMicros.toString() };
  const content = { content: charge.contentTitle ?? charge.content };
  const share = { shareMicros: charge.shareMicros?.toString() ?? null };
  switch (view) {
    case 'advertiser':
      return { ...shared, ...ad, ...price };
    case 'creator':
      return { ...shared, ...content, ...share };
    case 'finance':
      return { ...shared, ...ad, creatorName: charge.creatorName, ...content, country: charge.country, ...price, ...share };
  }
}

/** Why a beacon counted or did not, in words. */
export function reasonWords(reason: number): string {
  const words: Readonly<Record<number, string>> = beaconReasons;
  return words[reason] ?? `reason ${reason}`;
}
