import { z } from 'zod';
import { countryCode, languageTag, platformId, wireText, wireTime } from './wire-text.ts';

/** What a person may agree to. Without any of them nothing of the person is stored. */
export const purposes = ['analytics', 'personalisation', 'ads'] as const;

/** One purpose of consent. */
export type Purpose = (typeof purposes)[number];

/** A viewer and the whole of what they agree to now; a purpose that is left out is withdrawn. */
export const viewerMetadata = z.strictObject({
  id: platformId,
  purposes: z.array(z.enum(purposes)).max(3),
  country: countryCode.optional(),
  language: languageTag.optional(),
  joinedAt: wireTime.optional(),
  /**
   * SHA-256 (64 lower-case hex digits) of the viewer's normalised e-mail addresses, phone numbers and platform ids, for matching with
   * lists that advertisers upload. They replace those sent before; left out, those stay; kept only with consent to ads by interest.
   */
  identifierHashes: z
    .array(z.string().regex(/^[0-9a-f]{64}$/))
    .max(10)
    .optional(),
});

/** A viewer as it is sent. */
export type ViewerMetadata = z.infer<typeof viewerMetadata>;

/** Someone who publishes content and is paid for it. */
export const creatorMetadata = z.strictObject({
  id: platformId,
  name: wireText(200),
  country: countryCode.optional(),
  joinedAt: wireTime.optional(),
});

/** A creator as it is sent. */
export type CreatorMetadata = z.infer<typeof creatorMetadata>;
