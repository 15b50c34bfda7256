import { z } from 'zod';
import { wireAmount } from './wire.ts';

/** How the winners of a placement pay. */
export const priceRules = ['first', 'second', 'gsp', 'vcg'] as const;
/** Formats, devices and tiers a placement speaks of. */
export const placementFormats = ['native_post', 'image', 'video'] as const;
export const placementDevices = ['phone', 'tablet', 'desktop', 'tv', 'other'] as const;
export const safetyTiers = ['strict', 'standard', 'open'] as const;

const mostSlots = 8;
const mostFloors = 200;
const none = z.null();
const mostWorth = 1_000_000_000n;
const worth = wireAmount.refine((amount) => BigInt(amount) <= mostWorth, 'at most 1,000 of the currency');

/** A floor per 1,000 impressions where everything it names holds; what names most of the place decides. */
export const placementFloor = z
  .strictObject({
    format: z.enum(placementFormats).optional(),
    country: z
      .string()
      .regex(/^[A-Z]{2}$/, 'two capital letters, as NL')
      .optional(),
    device: z.enum(placementDevices).optional(),
    floorMicros: wireAmount,
  })
  .refine(({ format, country, device }) => format ?? country ?? device, {
    message: 'a floor names a format, a country or a device; for all of them there is floorMicros',
  });

const positions = z
  .array(z.int().min(1, 'above 0').max(1_000_000, 'at most 1000000, the best slot'))
  .max(mostSlots, 'at most 8 slots')
  .refine((list) => list.every((each, at) => at === 0 || each <= (list[at - 1] ?? 0)), { message: 'best slot first: no number rises' });

const floors = z
  .array(placementFloor)
  .max(mostFloors, 'at most 200 floors')
  .superRefine((list, context) => {
    const seen = new Set<string>();
    for (const [at, { format, country, device }] of list.entries()) {
      const place = `${format}/${country}/${device}`;
      if (seen.has(place)) context.addIssue({ code: 'custom', path: [at], message: 'there is another floor for the same place' });
      seen.add(place);
    }
  });

/** All that an operator sets of a placement; amounts per 1,000 impressions but for the value that may be pushed out of sight. */
export const placementSettings = z.strictObject({
  adsOn: z.boolean(),
  rule: z.enum(priceRules),
  positionPpm: positions,
  floorMicros: wireAmount,
  floors,
  incrementMicros: wireAmount,
  firstPosition: z.int().min(1, 'from 1, the top').max(100, 'at most 100'),
  gap: z.int().min(0, 'from 0').max(100, 'at most 100'),
  shareBps: z.int().min(0, 'from 0').max(10_000, 'at most 10000, which is all'),
  fatigueAds: z.union([z.int().min(1, 'from 1').max(10_000, 'at most 10000'), none]),
  fatigueHides: z.union([z.int().min(1, 'from 1').max(10_000, 'at most 10000'), none]),
  displacedBudgetMicros: z.union([wireAmount, none]),
  safetyTier: z.enum(safetyTiers),
  /** What one click is worth to the reader and what one hide costs, beside what is bid; left out: 0, only bids count. */
  clickWorthMicros: worth.default('0'),
  hideCostMicros: worth.default('0'),
});

/** What a placement is called in requests; `*` stands for every one without settings of its own. */
export const placementName = z.string().regex(/^(\*|[\w.:/-]{1,64})$/, 'letters, digits and _ . : / - only, at most 64, or *');

export const placementView = placementSettings.extend({ placement: placementName });

export const placementList = z.strictObject({ placements: z.array(placementView) });

export type PlacementSettings = z.infer<typeof placementSettings>;
export type PlacementView = z.infer<typeof placementView>;
export type PlacementList = z.infer<typeof placementList>;
