import type { NoFillReason } from '@flywheel/auction';
import type { Finalist } from '@flywheel/auction/record';
import type { Micros } from '@flywheel/primitives';
import type { AdCard } from '../ads/ad-card.ts';
import type { SlotWinner } from './slot-task.ts';
import { packedReason } from './visited-list.ts';

/** An ad that reached the bar and was asked about; code 0 while it stands. */
export type Asked = {
  card: AdCard;
  seat: number;
  code: NoFillReason;
  bid: number;
  ppb: number;
  chance: number;
  quality: number;
  share: number;
  visited: number;
  winner?: SlotWinner | undefined;
  priceMicros?: Micros | undefined;
  minToWinMicros?: Micros | undefined;
};

const nothing = 0n as Micros;

/** As it stands in the record. */
export function finalistOf(asked: Asked): Finalist {
  return {
    ad: asked.card.adNo,
    code: packedReason(asked.code),
    slot: asked.winner ? asked.winner.slot + 1 : 0,
    impression: asked.winner?.n ?? 0,
    perThousand: asked.card.perThousand,
    offeredMicros: asked.card.offeredMicros,
    bidMicros: BigInt(asked.bid) as Micros,
    sharePpm: asked.share,
    ppb: asked.ppb,
    qualityMicros: BigInt(asked.quality) as Micros,
    priceMicros: asked.priceMicros ?? nothing,
    minToWinMicros: asked.minToWinMicros,
  };
}
