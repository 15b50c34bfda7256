import type { BilledEvent } from './events.ts';
import { stableExp } from './stable-exp.ts';

const micro = 1e-6;
const billion = 1e9;
const perThousandPpb = 1_000_000;

/** Micro-logits are held within ±16,000,000: a chance between 112 in a billion and all but that. */
export const mostMicroLogit = 16_000_000;

/** The one way from an integer logit (in millionths) to an integer chance in parts per billion: round(10⁹ · σ(logit)). */
export function ppbOf(microLogit: number): number {
  const held = microLogit > mostMicroLogit ? mostMicroLogit : microLogit < -mostMicroLogit ? -mostMicroLogit : microLogit;
  return Math.round(billion / (1 + stableExp(-held * micro)));
}

/** The integer logit, in millionths, that stands for a chance in parts per billion. */
export function microLogitOf(ppb: number): number {
  const rate = Math.min(Math.max(ppb / billion, 1e-7), 1 - 1e-7);
  return Math.round(Math.log(rate / (1 - rate)) / micro);
}

/** What turns a bid into value: per 1,000 impressions 10⁶, per 1,000 viewable P/1,000 rounded down, per event P. In parts per billion. */
export function bidPpb(event: BilledEvent, chancePpb: number): number {
  if (event === 'impression') return perThousandPpb;
  return event === 'viewable' ? Math.floor(chancePpb / 1000) : chancePpb;
}
