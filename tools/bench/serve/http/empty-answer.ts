import type { DecisionRequest, DecisionResponse } from '@flywheel/http/decisions';

/** An answer of the size of a real one, made from nothing: every slot that was asked for is filled with the same words. */
export function emptyAnswer(request: DecisionRequest): DecisionResponse {
  const results = request.placements.flatMap((placement) =>
    Array.from({ length: placement.slots ?? 1 }, (_, slot) => ({ ...filled, placement: placement.id, slot })),
  );
  return { decision: 'dec_0190a4e6b3f67c00a1b2c3d4e5f60700', results };
}

const filled = {
  outcome: 'filled' as const,
  ad: 'ad_0190a4e6b3f67c00a1b2c3d4e5f60718' as const,
  advertiser: 'Advertiser 4711',
  creative: {
    id: 'crv_0190a4e6b3f67c00a1b2c3d4e5f60719' as const,
    format: 'native_post' as const,
    headline: 'Read more this autumn',
    body: '',
    imageUrl: null,
    callToAction: 'Learn more',
    domain: 'ads.example',
  },
  token: 'a'.repeat(220),
  clickUrl: `/c/${'a'.repeat(220)}`,
  beaconUrl: '/b/',
  expiresAt: '2026-03-01T12:10:00.000Z',
};
